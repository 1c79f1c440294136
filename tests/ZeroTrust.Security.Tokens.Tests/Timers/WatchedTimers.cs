using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Tokens.Tests.Timers;

/// <summary>A clock whose timers carry the context of whoever makes them, as the platform's do, and can be fired whenever a test likes.</summary>
internal sealed class WatchedTimers(ManualTimeProvider clock) : TimeProvider
{
    private readonly List<(ExecutionContext? Context, TimerCallback Callback, object? State)> _made = [];

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    /// <summary>What each timer made so far would see as the value while it fires; the default for one that carries nothing.</summary>
    public IReadOnlyList<T?> Seen<T>(AsyncLocal<T> value) => [.. _made.Select(timer => Read(timer.Context, value))];

    /// <summary>Fires all timers of an owner, due or not.</summary>
    public void FireLate<TOwner>()
    {
        foreach (var (_, callback, state) in _made.Where(static timer => timer.State is TOwner))
        {
            callback(state);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _made.Add((ExecutionContext.Capture(), callback, state));
        return clock.CreateTimer(callback, state, dueTime, period);
    }

    private static T? Read<T>(ExecutionContext? context, AsyncLocal<T> value)
    {
        var seen = default(T);
        if (context is not null)
        {
            ExecutionContext.Run(context, _ => seen = value.Value, null);
        }

        return seen;
    }
}
