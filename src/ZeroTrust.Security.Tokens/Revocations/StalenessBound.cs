using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Timers;

namespace ZeroTrust.Security.Tokens.Revocations;

/// <summary>
/// The time for which one reading of the store is good. At its end the list takes no token, unless the settings say otherwise, until
/// the next reading. Threads may share it.
/// </summary>
internal sealed class StalenessBound : IDisposable
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly RevocationList _list;
    private readonly ITrustSource _trust;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();

    // Under the gate.
    private long _end;
    private volatile bool _passed = true;

    public StalenessBound(RevocationList list, ITrustSource trust, TimeProvider clock, ILogger logger)
    {
        (_list, _trust, _clock, _logger) = (list, trust, clock, logger);
        list.SetOutdated(true);
        _timer = DetachedTimer.Create(clock, static bound => ((StalenessBound)bound!).Pass(), this);
    }

    /// <summary>Whether no reading is good now.</summary>
    public bool HasPassed => _passed;

    /// <summary>Counts from a reading that ended well.</summary>
    /// <param name="begun">The clock's timestamp from before it began.</param>
    public void Renew(long begun)
    {
        lock (_gate)
        {
            _end = begun + (long)(_trust.Current.Revocation.MaxStaleness.TotalSeconds * _clock.TimestampFrequency);
            _passed = false;
            _list.SetOutdated(false);
            SetTimer();
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Pass()
    {
        var settings = _trust.Current.Revocation;
        lock (_gate)
        {
            if (_clock.GetTimestamp() < _end)
            {
                // A reading ended while this waited for its turn, or the timer was early by less than it counts in.
                SetTimer();
                return;
            }

            _passed = true;
            _list.SetOutdated(!settings.KeepServing);
        }

        RevocationLog.Outdated(_logger, settings.MaxStaleness);
    }

    private void SetTimer()
    {
        var left = _clock.GetElapsedTime(_clock.GetTimestamp(), _end);
        _timer.Change(left > ShortestWait ? left : ShortestWait, Timeout.InfiniteTimeSpan);
    }
}
