namespace ZeroTrust.Security.AspNetCore.Auditing;

/// <summary>Counts the allowed decisions that a sample leaves out, until an event says how many there were. Threads may share it.</summary>
internal sealed class LeftOut
{
    public const string EventType = "access.left-out";

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private long _count;
    private long _said;

    /// <summary>Counts one.</summary>
    /// <param name="now">The time.</param>
    /// <returns>The event that is due once a minute; null otherwise.</returns>
    public AuditEvent? Add(DateTimeOffset now)
    {
        Interlocked.Increment(ref _count);
        var said = Volatile.Read(ref _said);
        if (now.UtcTicks - said < Interval.Ticks || Interlocked.CompareExchange(ref _said, now.UtcTicks, said) != said)
        {
            return null;
        }

        return new()
        {
            Id = Guid.CreateVersion7(now),
            Type = EventType,
            Time = now,
            Outcome = AuditOutcome.Allowed,
            Class = AuditClass.Buffered,
            Details = [new("count", Interlocked.Exchange(ref _count, 0))],
        };
    }
}
