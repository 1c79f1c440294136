namespace ZeroTrust.Security.Audit.Trail;

/// <summary>Counts what could not be recorded, until a record says so. Threads may share it.</summary>
internal sealed class AuditLosses
{
    private long _buffered;
    private long _bestEffort;

    public bool Any => Volatile.Read(ref _buffered) > 0 || Volatile.Read(ref _bestEffort) > 0;

    public void Add(AuditClass auditClass, long count = 1) => Interlocked.Add(ref auditClass == AuditClass.BestEffort ? ref _bestEffort : ref _buffered, count);

    /// <summary>Takes the counts out, to be recorded.</summary>
    public AuditLoss Take() => new(Interlocked.Exchange(ref _buffered, 0), Interlocked.Exchange(ref _bestEffort, 0));

    /// <summary>Puts counts back that could not be recorded either.</summary>
    public void Return(AuditLoss loss)
    {
        Add(AuditClass.Buffered, loss.Buffered);
        Add(AuditClass.BestEffort, loss.BestEffort);
    }
}
