namespace ZeroTrust.Security.Audit.Trail;

/// <summary>Counts what could not be recorded, until a record says so, and in all since the start. Threads may share it.</summary>
internal sealed class AuditLosses(TimeProvider? clock = null)
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private long _buffered;
    private long _bestEffort;
    private long _allBuffered;
    private long _allBestEffort;
    private long _last;

    public bool Any => Volatile.Read(ref _buffered) > 0 || Volatile.Read(ref _bestEffort) > 0;

    /// <summary>What was lost since the start, on record or not.</summary>
    public AuditLoss All => new(Volatile.Read(ref _allBuffered), Volatile.Read(ref _allBestEffort));

    /// <summary>How long ago something was lost; null where nothing was.</summary>
    public TimeSpan? SinceLast => All == default ? null : _clock.GetElapsedTime(Volatile.Read(ref _last));

    public void Add(AuditClass auditClass, long count = 1)
    {
        Volatile.Write(ref _last, _clock.GetTimestamp());
        var isBestEffort = auditClass == AuditClass.BestEffort;
        Interlocked.Add(ref isBestEffort ? ref _allBestEffort : ref _allBuffered, count);
        Interlocked.Add(ref isBestEffort ? ref _bestEffort : ref _buffered, count);
    }

    /// <summary>Takes the counts out, to be recorded.</summary>
    public AuditLoss Take() => new(Interlocked.Exchange(ref _buffered, 0), Interlocked.Exchange(ref _bestEffort, 0));

    /// <summary>Puts counts back that could not be recorded either.</summary>
    public void Return(AuditLoss loss)
    {
        Interlocked.Add(ref _buffered, loss.Buffered);
        Interlocked.Add(ref _bestEffort, loss.BestEffort);
    }
}
