using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Encryption.Tests.Rotation;

/// <summary>A manual clock that says when a timer is set, so that a test moves it only when the service has done what was due.</summary>
internal sealed class PacedClock : TimeProvider, IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly SemaphoreSlim _set = new(0);

    public override long TimestampFrequency => _clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _clock.GetUtcNow();

    public override long GetTimestamp() => _clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new SayingTimer(_clock.CreateTimer(callback, state, dueTime, period), _set);

    /// <summary>Waits until the one timer of the service is set.</summary>
    public async Task TimerSetAsync() => Assert.True(await _set.WaitAsync(TimeSpan.FromMinutes(1)));

    /// <summary>Moves the clock, and waits until the service has done what was due and set its timer anew.</summary>
    public Task StepAsync(TimeSpan by)
    {
        _clock.Advance(by);
        return TimerSetAsync();
    }

    public void Dispose() => _set.Dispose();

    private sealed class SayingTimer(ITimer timer, SemaphoreSlim set) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = timer.Change(dueTime, period);
            if (changed && dueTime != Timeout.InfiniteTimeSpan)
            {
                set.Release();
            }

            return changed;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
