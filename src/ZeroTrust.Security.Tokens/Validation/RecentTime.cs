namespace ZeroTrust.Security.Tokens.Validation;

/// <summary>
/// The wall clock for whom the last few milliseconds do not matter: read once for each tick of the system's own count, which costs a
/// third of reading the clock. What it says is never behind the clock, so that nothing lives longer by it, and at most one tick ahead; a
/// jump of the clock shows within a tick. Threads may share it without a lock.
/// </summary>
/// <param name="clock">The clock.</param>
/// <param name="ticks">The system's count of milliseconds; null reads the clock each time.</param>
internal sealed class RecentTime(ClockWatch clock, Func<long>? ticks)
{
    // How long the count stands still at most: 15.6 ms on Windows, less elsewhere.
    private static readonly TimeSpan LongestTick = TimeSpan.FromMilliseconds(16);

    private readonly bool _isOfTheSystem = ticks == SystemTicks;

    // A version that is odd while the other two are written, so that nobody takes one old and one new.
    private int _version;
    private long _tick = long.MinValue;
    private long _wall;

    /// <summary>The system's count; beside another clock than the system's it would say nothing.</summary>
    public static Func<long>? TicksBeside(TimeProvider time) => ReferenceEquals(time, TimeProvider.System) ? SystemTicks : null;

    public DateTimeOffset Now()
    {
        if (ticks is null)
        {
            return clock.Now();
        }

        // Before the clock: the count may move on between the two, never back.
        var tick = _isOfTheSystem ? Environment.TickCount64 : ticks();
        var version = Volatile.Read(ref _version);
        var known = Volatile.Read(ref _tick);
        var wall = Volatile.Read(ref _wall);
        return known == tick && version % 2 == 0 && Volatile.Read(ref _version) == version
            ? new DateTimeOffset(wall, TimeSpan.Zero) + LongestTick
            : Read(tick, version);
    }

    private DateTimeOffset Read(long tick, int version)
    {
        var now = clock.Now();

        // Fails for whoever was held up since it looked at the version: its reading may be old.
        if (version % 2 == 0 && Interlocked.CompareExchange(ref _version, version + 1, version) == version)
        {
            Volatile.Write(ref _tick, tick);
            Volatile.Write(ref _wall, now.UtcTicks);
            Volatile.Write(ref _version, version + 2);
        }

        return now;
    }

    private static long SystemTicks() => Environment.TickCount64;
}
