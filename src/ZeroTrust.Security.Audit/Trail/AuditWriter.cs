using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Audit.Events;
using ZeroTrust.Security.Audit.Journal;
using ZeroTrust.Security.Audit.Sinks;

namespace ZeroTrust.Security.Audit.Trail;

/// <summary>
/// Takes what was recorded out of the ring and into the journal: ids, encoding and hashing happen here and not on the request's thread. One
/// commit serves everybody who waits. For one thread, except where said.
/// </summary>
internal sealed class AuditWriter(
    AuditRing ring, JournalAppender journal, AuditEncoder encoder, AuditLosses losses, AuditMetrics metrics, TimeSpan flushInterval, TimeProvider clock, ILogger logger)
{
    private const int MaxBatch = 4096;

    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(5);

    private readonly EventIds _ids = new();
    private readonly DenialSummaries _summaries = new(clock);
    private readonly List<AuditWaiter> _waiters = [];
    private readonly List<AuditEvent> _own = [];
    private long _committed = clock.GetTimestamp();
    private long _failedAt;
    private TimeSpan _retry;
    private AuditLoss _said;
    private AuditRecord _record;
    private bool _failing;
    private int _space;

    /// <summary>Whether the last commit succeeded. Any thread may read it.</summary>
    public bool IsAvailable => !Volatile.Read(ref _failing);

    /// <summary>How it stands with space. Any thread may read it.</summary>
    public JournalSpace Space => (JournalSpace)Volatile.Read(ref _space);

    /// <summary>Who is told how far the journal may be read.</summary>
    public JournalFeed? Feed { get; init; }

    /// <summary>Who sees each record that is written.</summary>
    public IJournalTap? Tap { get; init; }

    /// <summary>The journal's own records that others ask for.</summary>
    public OwnCommits Commits { get; } = new();

    private bool MayTry => _retry == TimeSpan.Zero || clock.GetElapsedTime(_failedAt) >= _retry;

    /// <summary>Notes something of the trail's own, such as its start: it takes no place in the ring.</summary>
    public void Say(string type) => _own.Add(Own(type));

    /// <summary>Takes a batch, and commits where somebody waits or it is time.</summary>
    /// <returns>Whether there may be more at once.</returns>
    public bool Turn()
    {
        AppendSaid();
        var taken = 0;
        while (taken < MaxBatch && ring.TryTake(ref _record, out var waiter))
        {
            taken++;
            Append(waiter);
        }

        _record = default;
        if (_summaries.IsDue)
        {
            AppendSummaries();
        }

        if (MayTry)
        {
            Commits.AppendTo(journal, Tap);
        }

        if (_waiters.Count > 0 || Commits.IsWaitedFor || clock.GetElapsedTime(_committed) >= flushInterval)
        {
            Commit();
            LookAtSpace();
        }

        return taken == MaxBatch;
    }

    /// <summary>Writes all there is.</summary>
    public void Close()
    {
        for (var more = true; more;)
        {
            more = Turn();
        }

        AppendSummaries();
        _retry = TimeSpan.Zero;
        Say("audit.stop");
        Commit();
        if (_own.Count > 0)
        {
            // What the tap made of the last events.
            Commit();
        }

        if (journal.Pending > 0 || losses.Any)
        {
            var lost = losses.Take();
            AuditLog.LostAtEnd(logger, journal.Pending, lost.Buffered + lost.BestEffort);
        }
    }

    /// <summary>After something unforeseen: nobody waits for ever.</summary>
    public void Abandon()
    {
        Volatile.Write(ref _failing, true);
        _waiters.ForEach(static waiter => waiter.TrySetResult(false));
        _waiters.Clear();
        Commits.Release(false);
    }

    private void Append(AuditWaiter? waiter)
    {
        if (waiter is null && _summaries.Absorbs(_record.Decision, _record.Event))
        {
            metrics.Summarised();
            return;
        }

        if (waiter is not null && !MayTry)
        {
            Refuse(waiter);
        }
        else if (!TryAppend(_record, waiter is not null))
        {
            Give(up: waiter);
        }
        else if (waiter is not null)
        {
            _waiters.Add(waiter);
        }
        else
        {
            metrics.Written(_record.Class);
        }
    }

    private bool TryAppend(in AuditRecord record, bool required)
    {
        try
        {
            var id = record.Event is { Id: var given } && given != Guid.Empty ? given : _ids.Next(clock.GetUtcNow());
            if (!journal.Append(encoder.Encode(record, id), required))
            {
                return false;
            }

            Tap?.Appended(record, id, required);
            return true;
        }
        catch (Exception fault)
        {
            // One event that cannot be written takes no other with it, and whoever waits for it is told.
            AuditLog.EventThrew(logger, fault.GetType().Name);
            return false;
        }
    }

    private void Give(AuditWaiter? up)
    {
        if (up is not null)
        {
            Refuse(up);
            return;
        }

        losses.Add(_record.Class);
        metrics.Lost(_record.Class);
    }

    private void Refuse(AuditWaiter waiter)
    {
        waiter.TrySetResult(false);
        metrics.Refused();
    }

    private void AppendSummaries()
    {
        var now = clock.GetUtcNow();
        foreach (var summary in _summaries.Take())
        {
            if (!TryAppend(AuditRecord.Of(summary.ToEvent(now), AuditClass.Buffered, now), required: false))
            {
                losses.Add(AuditClass.Buffered, summary.Count);
            }
        }
    }

    private void Commit()
    {
        if (!MayTry)
        {
            return;
        }

        AppendOwn();
        if (journal.Pending == 0)
        {
            _committed = clock.GetTimestamp();
            return;
        }

        var commit = journal.Commit();
        metrics.Committed(commit.Failure);
        _committed = clock.GetTimestamp();
        if (commit.Succeeded)
        {
            Feed?.Publish(journal);
            Succeed();
        }
        else
        {
            Fail(commit.Failure);
        }
    }

    /// <summary>What the trail says of itself uses the space that is kept for what is required.</summary>
    private void AppendSaid()
    {
        foreach (var own in _own)
        {
            var record = AuditRecord.Of(own, AuditClass.Buffered, clock.GetUtcNow());
            if (!TryAppend(record, required: false) && !TryAppend(record, required: true))
            {
                losses.Add(AuditClass.Buffered);
            }
        }

        _own.Clear();
    }

    private void AppendOwn()
    {
        AppendSaid();
        var now = clock.GetUtcNow();
        if (losses.Any)
        {
            _said = losses.Take();
            var lost = Own("audit.lost") with { Outcome = AuditOutcome.Failed, Details = [new("buffered", _said.Buffered), new("best_effort", _said.BestEffort)] };
            if (!TryAppend(AuditRecord.Of(lost, AuditClass.Required, now), required: true))
            {
                losses.Return(_said);
                _said = default;
            }
        }

        if (_failing && journal.Pending == 0)
        {
            // Nobody else may be there to find out that it can be written again.
            TryAppend(AuditRecord.Of(Own("audit.resume"), AuditClass.Required, now), required: true);
        }
    }

    private static AuditEvent Own(string type) => new() { Type = type, Outcome = AuditOutcome.Allowed };

    private void LookAtSpace()
    {
        var space = journal.Space;
        if (space == Space)
        {
            return;
        }

        Volatile.Write(ref _space, (int)space);
        switch (space)
        {
            case JournalSpace.Reserve:
                AuditLog.OnReserve(logger);
                break;
            case JournalSpace.Low:
                AuditLog.SpaceLow(logger);
                break;
            default:
                AuditLog.SpaceAmple(logger);
                break;
        }
    }

    private void Succeed()
    {
        if (_said != default)
        {
            AuditLog.Lost(logger, _said.Buffered, _said.BestEffort);
            _said = default;
        }

        if (_failing)
        {
            AuditLog.Recovered(logger);
        }

        _retry = TimeSpan.Zero;
        Volatile.Write(ref _failing, false);
        Tap?.Committed(_own);
        Release(true);
    }

    private void Fail(JournalFailure failure)
    {
        if (!_failing)
        {
            AuditLog.Failing(logger, AuditMetrics.Word(failure));
        }

        // The record of the losses was given up with everything that is required.
        losses.Return(_said);
        _said = default;
        Tap?.Withdrawn();
        _failedAt = clock.GetTimestamp();
        _retry = _retry == TimeSpan.Zero ? FirstRetry : TimeSpan.FromTicks(Math.Min(_retry.Ticks * 2, LongestRetry.Ticks));
        Volatile.Write(ref _failing, true);
        Release(false);
    }

    private void Release(bool recorded)
    {
        Commits.Release(recorded);
        foreach (var waiter in _waiters)
        {
            if (recorded)
            {
                waiter.TrySetResult(true);
                metrics.Written(AuditClass.Required);
            }
            else
            {
                Refuse(waiter);
            }
        }

        _waiters.Clear();
    }
}
