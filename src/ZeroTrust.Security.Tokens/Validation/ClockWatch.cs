using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Tokens.Validation;

/// <summary>
/// Reads the clock, and notes when the wall clock jumps against the monotonic one: expiry is judged by the wall clock, so an operator
/// should know. Threads may share it.
/// </summary>
internal sealed class ClockWatch(TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private volatile Reading _last = new(clock.GetUtcNow(), clock.GetTimestamp());

    public DateTimeOffset Now()
    {
        var now = clock.GetUtcNow();

        // A wall clock that moved by less than a second, and forward, is looked at by a later reading; this one costs no more.
        return (ulong)(now.UtcTicks - _last.Wall.UtcTicks) <= (ulong)Interval.Ticks ? now : Look(now);
    }

    private DateTimeOffset Look(DateTimeOffset now)
    {
        var last = _last;
        var elapsed = clock.GetElapsedTime(last.Timestamp);
        var jump = now - last.Wall - elapsed;
        if (jump.Duration() > Tolerance)
        {
            Renew(last, now);
            TokenLog.ClockJumped(logger, jump);
        }
        else if (elapsed > Interval)
        {
            Renew(last, now);
        }

        return now;
    }

    private void Renew(Reading last, DateTimeOffset now) =>
        Interlocked.CompareExchange(ref _last, new(now, clock.GetTimestamp()), last);

    private sealed record Reading(DateTimeOffset Wall, long Timestamp);
}
