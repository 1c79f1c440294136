using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Timers;

namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>Has the store read before the service starts, then on its notice and by a timer, one reading at a time.</summary>
internal sealed class ApiKeyFollower : IDisposable
{
    private readonly ApiKeyLedger _ledger;
    private readonly ApiKeySettings _settings;
    private readonly ILogger _logger;
    private readonly ITimer _poll;
    private readonly Lock _gate = new();

    // Under the gate.
    private IDisposable? _notices;
    private Task _flight = Task.CompletedTask;
    private bool _reading;
    private bool _again;
    private bool _stopped;
    private int _failures;

    public ApiKeyFollower(ApiKeyLedger ledger, ApiKeySettings settings, TimeProvider clock, ILogger<ApiKeyFollower> logger)
    {
        (_ledger, _settings, _logger) = (ledger, settings, logger);
        _poll = DetachedTimer.Create(clock, static it => ((ApiKeyFollower)it!).Wake(), this);
    }

    public int Failures => Volatile.Read(ref _failures);

    /// <summary>The reading under way, or the last one.</summary>
    public Task Flight
    {
        get
        {
            lock (_gate)
            {
                return _flight;
            }
        }
    }

    /// <summary>Reads the whole store; what it throws stops the start.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _ledger.RefreshAsync(cancellationToken).ConfigureAwait(false);
        var notices = _ledger.OnChange(Wake);
        lock (_gate)
        {
            _notices = notices;
        }

        _poll.Change(_settings.PollInterval, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stopped = true;
            _notices?.Dispose();
        }

        _poll.Dispose();
    }

    // Called by the store and by the timer: returns at once.
    private void Wake()
    {
        lock (_gate)
        {
            _again |= _reading;
            if (_reading || _stopped)
            {
                return;
            }

            _reading = true;
            using var _ = DetachedTimer.SuppressFlow();
            _flight = Task.Run(FollowAsync);
        }
    }

    private async Task FollowAsync()
    {
        do
        {
            await ReadAsync().ConfigureAwait(false);
        }
        while (GoesOn());
    }

    private async Task ReadAsync()
    {
        try
        {
            await _ledger.RefreshAsync(CancellationToken.None).ConfigureAwait(false);
            if (Interlocked.Exchange(ref _failures, 0) is > 0 and var failures)
            {
                ApiKeyLog.Recovered(_logger, failures);
            }
        }
        catch (Exception exception)
        {
            // Whatever it is: the next reading must come.
            ApiKeyLog.ReadFailed(_logger, Interlocked.Increment(ref _failures), _settings.MaxStaleness, exception);
        }
    }

    // Whether somebody gave notice meanwhile; a store that fails is left alone until the timer.
    private bool GoesOn()
    {
        lock (_gate)
        {
            _reading = _again && !_stopped && Failures == 0;
            _again = false;
            if (!_reading && !_stopped)
            {
                _poll.Change(_settings.PollInterval, Timeout.InfiniteTimeSpan);
            }

            return _reading;
        }
    }
}
