using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Timers;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>Has the ring read before the service starts, and by a timer from then on, one reading at a time.</summary>
internal sealed class KeyRingFollower : IDisposable
{
    private readonly ServiceKeyRing _ring;
    private readonly TimeSpan _interval;
    private readonly ILogger _logger;
    private readonly ITimer _poll;

    private volatile Task _flight = Task.CompletedTask;
    private volatile bool _stopped;
    private int _failures;

    public KeyRingFollower(ServiceKeyRing ring, KeyRingSettings settings, TimeProvider clock, ILogger logger)
    {
        (_ring, _interval, _logger) = (ring, settings.PollInterval, logger);
        _poll = DetachedTimer.Create(clock, static it => ((KeyRingFollower)it!).Wake(), this);
    }

    public int Failures => Volatile.Read(ref _failures);

    /// <summary>The reading under way, or the last one.</summary>
    public Task Flight => _flight;

    /// <summary>Reads the ring; what it throws stops the start.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _ring.RefreshAsync(cancellationToken).ConfigureAwait(false);
        Rearm();
    }

    public void Dispose()
    {
        _stopped = true;
        _poll.Dispose();
    }

    // The timer is set anew only when a reading has ended, so there is never a second one.
    private void Wake()
    {
        using var _ = DetachedTimer.SuppressFlow();
        _flight = Task.Run(FollowAsync);
    }

    private async Task FollowAsync()
    {
        try
        {
            await _ring.RefreshAsync(CancellationToken.None).ConfigureAwait(false);
            if (Interlocked.Exchange(ref _failures, 0) is > 0 and var failures)
            {
                KeyRingLog.Recovered(_logger, failures);
            }
        }
        catch (Exception exception)
        {
            // Whatever it is: the next reading must come.
            KeyRingLog.Failed(_logger, Interlocked.Increment(ref _failures), KeyRingSettings.MaxStaleness, exception);
        }

        Rearm();
    }

    private void Rearm()
    {
        if (!_stopped)
        {
            _poll.Change(_interval, Timeout.InfiniteTimeSpan);
        }
    }
}
