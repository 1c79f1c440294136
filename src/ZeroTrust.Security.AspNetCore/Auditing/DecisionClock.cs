namespace ZeroTrust.Security.AspNetCore.Auditing;

/// <summary>
/// The time of decisions. Reading the system's clock costs as much as all else of recording one, so decisions of a thread within one of the
/// system's ticks (1 to 4 ms) share a reading. Their order is the number of the record, not the time. Threads may share it.
/// </summary>
internal sealed class DecisionClock(TimeProvider clock)
{
    [ThreadStatic]
    private static long t_tick;

    [ThreadStatic]
    private static DateTimeOffset t_now;

    private readonly bool _isOfTheSystem = ReferenceEquals(clock, TimeProvider.System);

    // Another clock may stand still between two ticks, or leap.
    public DateTimeOffset GetUtcNow() => _isOfTheSystem ? Shared() : clock.GetUtcNow();

    private static DateTimeOffset Shared()
    {
        var tick = Environment.TickCount64;
        if (tick != t_tick)
        {
            (t_tick, t_now) = (tick, TimeProvider.System.GetUtcNow());
        }

        return t_now;
    }
}
