using System.Collections.Concurrent;
using System.Net;

namespace ZeroTrust.Security.Audit.Detection;

/// <summary>Who is throttled, and until when. Where nobody is, a request costs one read. Threads may share it.</summary>
internal sealed class CallerThrottle(TimeProvider clock) : ICallerThrottle
{
    public const int MaxCallers = 10_000;

    private readonly ConcurrentDictionary<CallerKey, long> _until = new();
    private readonly Lock _changing = new();
    private long _last;

    public bool IsActive => Volatile.Read(ref _last) != 0;

    public bool Throttle(CallerKey key, TimeSpan duration)
    {
        if (key.Kind == CallerKeyKind.None)
        {
            throw new ArgumentException("Nobody cannot be throttled.", nameof(key));
        }

        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(duration, TimeSpan.FromDays(1));
        lock (_changing)
        {
            var now = clock.GetTimestamp();
            var until = now + (long)(duration.TotalSeconds * clock.TimestampFrequency);
            if (!_until.TryGetValue(key, out var before) && _until.Count >= MaxCallers && !MakeRoom(now))
            {
                return false;
            }

            _until[key] = Math.Max(before, until);
            Volatile.Write(ref _last, Math.Max(_last, until));
            return true;
        }
    }

    public bool Lift(CallerKey key)
    {
        lock (_changing)
        {
            return _until.TryRemove(key, out var until) && until > clock.GetTimestamp();
        }
    }

    public TimeSpan Remaining(Caller caller, IPAddress? address)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var last = Volatile.Read(ref _last);
        if (last == 0)
        {
            return TimeSpan.Zero;
        }

        var now = clock.GetTimestamp();
        if (now >= last)
        {
            ForgetAll();
            return TimeSpan.Zero;
        }

        var until = Math.Max(
            Math.Max(caller.User is { } user ? UntilOf(CallerKey.OfUser(user)) : 0, caller.Service is { } service ? UntilOf(CallerKey.OfService(service)) : 0),
            Math.Max(UntilOf(CallerKey.OfClient(caller)), address is null ? 0 : UntilOf(CallerKey.OfNetwork(address))));
        return until <= now ? TimeSpan.Zero : clock.GetElapsedTime(now, until);
    }

    private long UntilOf(CallerKey key) => _until.GetValueOrDefault(key);

    // The last one's time is over, and so is everybody's.
    private void ForgetAll()
    {
        lock (_changing)
        {
            if (clock.GetTimestamp() >= _last)
            {
                _until.Clear();
                Volatile.Write(ref _last, 0);
            }
        }
    }

    private bool MakeRoom(long now)
    {
        foreach (var (key, until) in _until)
        {
            if (until <= now)
            {
                _until.TryRemove(key, out _);
            }
        }

        return _until.Count < MaxCallers;
    }
}
