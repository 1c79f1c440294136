using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Audit.Events;
using ZeroTrust.Security.Audit.Journal;
using ZeroTrust.Security.Audit.Sinks;

namespace ZeroTrust.Security.Audit.Trail;

/// <summary>
/// Takes what was recorded out of the ring and into the journal: ids, encoding and hashing happen here and not on the request's thread. For one
/// thread, except where said.
/// </summary>
internal sealed class AuditWriter
{
    private const int MaxBatch = 4096;

    private readonly AuditRing _ring;
    private readonly JournalAppender _journal;
    private readonly AuditLosses _losses;
    private readonly AuditMetrics _metrics;
    private readonly TimeSpan _flushInterval;
    private readonly ILogger _logger;
    private readonly DenialSummaries _summaries;
    private readonly RecordAppender _records;
    private readonly OwnNotes _own;
    private readonly GroupCommit _commit;
    private readonly long[] _written = new long[Enum.GetValues<AuditClass>().Length];

    /// <param name="ring">What is taken out of.</param>
    /// <param name="journal">What is written.</param>
    /// <param name="encoder">How records become lines.</param>
    /// <param name="losses">Counts what cannot be written.</param>
    /// <param name="metrics">Counts everything.</param>
    /// <param name="flushInterval">How long what nobody waits for waits for a commit.</param>
    /// <param name="clock">The time.</param>
    /// <param name="logger">Is told how the journal stands.</param>
    /// <param name="feed">Is told how far the journal may be read.</param>
    /// <param name="tap">Sees each record that is written.</param>
    public AuditWriter(
        AuditRing ring, JournalAppender journal, AuditEncoder encoder, AuditLosses losses, AuditMetrics metrics, TimeSpan flushInterval, TimeProvider clock, ILogger logger,
        JournalFeed? feed = null, IJournalTap? tap = null)
    {
        (_ring, _journal, _losses, _metrics, _flushInterval, _logger) = (ring, journal, losses, metrics, flushInterval, logger);
        _summaries = new(clock);
        _records = new(journal, encoder, tap, clock, logger);
        _own = new(_records, journal, losses, logger);
        _commit = new(journal, _own, metrics, feed, tap, clock, logger);
    }

    /// <summary>Whether the last commit succeeded. Any thread may read it.</summary>
    public bool IsAvailable => _commit.IsAvailable;

    /// <summary>How it stands with space. Any thread may read it.</summary>
    public JournalSpace Space => _commit.Space;

    /// <summary>The journal's own records that others ask for. Any thread may add one.</summary>
    public OwnCommits Commits => _commit.Commits;

    /// <summary>Notes something of the trail's own, such as its start: it takes no place in the ring.</summary>
    public void Say(string type) => _own.Say(type);

    /// <summary>Takes a batch, and commits where somebody waits or it is time.</summary>
    /// <returns>Whether there may be more at once.</returns>
    public bool Turn()
    {
        _records.BeginTurn();
        _own.AppendNotes();
        var taken = Take();
        var more = taken == MaxBatch || _commit.IsPressing;
        if (_summaries.IsDue)
        {
            AppendSummaries();
        }

        _commit.CommitIfDue(_flushInterval);
        return more;
    }

    /// <summary>Writes all there is.</summary>
    public void Close()
    {
        for (var more = true; more;)
        {
            more = Turn();
        }

        AppendSummaries();
        Say("audit.stop");
        _commit.CommitLast();
        if (_journal.Pending > 0 || _losses.Any)
        {
            var lost = _losses.Take();
            AuditLog.LostAtEnd(_logger, _journal.Pending, lost.Buffered + lost.BestEffort);
        }
    }

    /// <summary>After something unforeseen: nobody waits for ever.</summary>
    public void Abandon() => _commit.Abandon();

    private int Take()
    {
        var taken = 0;
        try
        {
            while (taken < MaxBatch && _ring.HasNext && !_commit.IsPressing)
            {
                taken++;
                try
                {
                    Append(_ring.Next, _ring.NextWaiter);
                }
                finally
                {
                    _ring.Release();
                }
            }
        }
        finally
        {
            CountWritten();
        }

        return taken;
    }

    private void Append(in AuditRecord record, AuditWaiter? waiter)
    {
        if (waiter is not null)
        {
            AppendRequired(record, waiter);
        }
        else if (_summaries.Absorbs(record.Decision, record.Event))
        {
            _metrics.Summarised();
        }
        else if (_records.TryAppend(record, required: false))
        {
            _written[(int)record.Class]++;
        }
        else
        {
            _losses.Add(record.Class);
            _metrics.Lost(record.Class);
        }
    }

    private void AppendRequired(in AuditRecord record, AuditWaiter waiter)
    {
        if (_commit.MayTry && _records.TryAppend(record, required: true))
        {
            _commit.Await(waiter);
        }
        else
        {
            _commit.Refuse(waiter);
        }
    }

    private void AppendSummaries()
    {
        foreach (var summary in _summaries.Take())
        {
            if (!_records.TryAppend(AuditRecord.Of(summary.ToEvent(_records.Now), AuditClass.Buffered, _records.Now), required: false))
            {
                _losses.Add(AuditClass.Buffered, summary.Count);
            }
        }
    }

    private void CountWritten()
    {
        for (var auditClass = 0; auditClass < _written.Length; auditClass++)
        {
            if (_written[auditClass] > 0)
            {
                _metrics.Written((AuditClass)auditClass, _written[auditClass]);
                _written[auditClass] = 0;
            }
        }
    }
}
