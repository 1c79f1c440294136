using System.Net;

namespace ZeroTrust.Security.Audit.Detection;

/// <summary>Who is throttled, and until when. Where nobody is, a request costs one read. Threads may share it.</summary>
internal sealed class CallerThrottle(TimeProvider clock) : ICallerThrottle
{
    public const int MaxCallers = TimedTable<CallerKey, ValueTuple>.MaxEntries;

    private readonly TimedTable<CallerKey, ValueTuple> _throttled = new(clock, TimeSpan.FromDays(1));

    public bool IsActive => _throttled.IsActive;

    public bool Throttle(CallerKey key, TimeSpan duration) => key.Kind == CallerKeyKind.None
        ? throw new ArgumentException("Nobody cannot be throttled.", nameof(key))
        : _throttled.TrySet(key, duration, static _ => default);

    public bool Lift(CallerKey key) => _throttled.Remove(key);

    public TimeSpan Remaining(Caller caller, IPAddress? address)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (!_throttled.TryBegin(out var now))
        {
            return TimeSpan.Zero;
        }

        var until = Math.Max(
            Math.Max(caller.User is { } user ? UntilOf(CallerKey.OfUser(user)) : 0, caller.Service is { } service ? UntilOf(CallerKey.OfService(service)) : 0),
            Math.Max(UntilOf(CallerKey.OfClient(caller)), address is null ? 0 : UntilOf(CallerKey.OfNetwork(address))));
        return until <= now ? TimeSpan.Zero : clock.GetElapsedTime(now, until);
    }

    private long UntilOf(CallerKey key) => _throttled.Find(key).Until;
}
