using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Audit.Journal;
using ZeroTrust.Security.Audit.Sinks;

namespace ZeroTrust.Security.Audit.Trail;

/// <summary>One commit for everybody who waits. After one that failed the next is held off, longer each time. For one thread, except where said.</summary>
internal sealed class GroupCommit(JournalAppender journal, OwnNotes own, AuditMetrics metrics, JournalFeed? feed, IJournalTap? tap, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(5);

    private readonly List<AuditWaiter> _waiters = [];
    private long _committed = clock.GetTimestamp();
    private long _failedAt;
    private TimeSpan _retry;
    private bool _failing;
    private int _space;

    /// <summary>Whether the last commit succeeded. Any thread may read it.</summary>
    public bool IsAvailable => !Volatile.Read(ref _failing);

    /// <summary>How it stands with space. Any thread may read it.</summary>
    public JournalSpace Space => (JournalSpace)Volatile.Read(ref _space);

    /// <summary>The journal's own records that others ask for. Any thread may add one.</summary>
    public OwnCommits Commits { get; } = new();

    /// <summary>Whether it is not held off.</summary>
    public bool MayTry => _retry == TimeSpan.Zero || clock.GetElapsedTime(_failedAt) >= _retry;

    /// <summary>Tells a waiter at the next commit how it ended.</summary>
    public void Await(AuditWaiter waiter) => _waiters.Add(waiter);

    public void Refuse(AuditWaiter waiter)
    {
        waiter.TrySetResult(false);
        metrics.Refused();
    }

    /// <summary>Whether so much waits that it is committed before more is taken. While the journal fails more is taken, and lost once nothing fits.</summary>
    public bool IsPressing => journal.IsHalfFull && MayTry;

    /// <summary>Commits where somebody waits, the last time is as long ago, or much waits.</summary>
    public void CommitIfDue(TimeSpan interval)
    {
        if (MayTry)
        {
            Commits.AppendTo(journal, tap);
        }

        if (_waiters.Count > 0 || Commits.IsWaitedFor || IsPressing || clock.GetElapsedTime(_committed) >= interval)
        {
            Commit();
            LookAtSpace();
        }
    }

    /// <summary>The last: what was put off is not put off any more.</summary>
    public void CommitLast()
    {
        _retry = TimeSpan.Zero;
        Commit();
        if (own.Notes.Count > 0)
        {
            // What the tap made of the last events.
            Commit();
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

    private void Commit()
    {
        if (!MayTry)
        {
            return;
        }

        own.AppendAll(afterFailure: _failing);
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
            feed?.Publish(journal);
            Succeed();
        }
        else
        {
            Fail(commit.Failure);
        }
    }

    private void Succeed()
    {
        own.Committed();
        if (_failing)
        {
            AuditLog.Recovered(logger);
        }

        _retry = TimeSpan.Zero;
        Volatile.Write(ref _failing, false);
        tap?.Committed(own.Notes);
        Release(true);
    }

    private void Fail(JournalFailure failure)
    {
        if (!_failing)
        {
            AuditLog.Failing(logger, AuditMetrics.Word(failure));
        }

        own.Withdrawn();
        tap?.Withdrawn();
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
            }
            else
            {
                Refuse(waiter);
            }
        }

        if (recorded)
        {
            metrics.Written(AuditClass.Required, _waiters.Count);
        }

        _waiters.Clear();
    }

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
}
