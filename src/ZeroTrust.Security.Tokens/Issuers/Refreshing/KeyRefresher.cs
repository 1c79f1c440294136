using ZeroTrust.Security.Timers;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>
/// Keeps the keys of one issuer fresh: a state machine with one fetch at a time. Fetches are begun by the plan's timer and by
/// requests that lack a key, within the budget; nothing else does. A fetch that fails in any way, an exception included, is a
/// failed attempt, and the timer is set again.
/// </summary>
internal sealed class KeyRefresher : IAsyncDisposable
{
    /// <summary>The time for one fetch, discovery included.</summary>
    public static readonly TimeSpan FetchTimeout = TimeSpan.FromSeconds(10);

    private readonly IssuerKeySettings _settings;
    private readonly IKeySource _source;
    private readonly RefreshPlan _plan;
    private readonly KeyFetchReport _report;
    private readonly TimeProvider _time;
    private readonly KeyAges? _ages;
    private readonly FetchBudget _budget;
    private readonly ITimer _timer;
#pragma warning disable S2930 // It holds no timer, and a fetch that is left behind may still look at its token.
    private readonly CancellationTokenSource _stopping = new();
#pragma warning restore S2930
    private readonly long _madeAt;

    // Read by requests without the gate.
    private readonly KeysInUse _keys;

    // Under the gate.
    private readonly Lock _gate = new();
    private bool _started;
    private bool _stopped;
    private bool _flying;
    private Task<KeyFetch> _flight = Task.FromResult(KeyFetch.Unavailable);
    private int _failures;
    private long _nextAttemptAt = long.MaxValue;
    private long? _succeededAt;
    private DateTimeOffset? _succeededOn;
    private string? _problem = "No attempt has ended yet.";

    public KeyRefresher(IssuerKeySettings settings, IKeySource source, RefreshPlan plan, KeyFetchReport report, TimeProvider time)
    {
        _settings = settings;
        _source = source;
        _plan = plan;
        _report = report;
        _time = time;
        _ages = settings.MaxKeyAge is { } maxAge ? new(maxAge, time) : null;
        _budget = new(time);
        _madeAt = time.GetTimestamp();
        _keys = new(time);
        _timer = DetachedTimer.Create(time, static refresher => ((KeyRefresher)refresher!).OnDue(), this);
    }

    /// <summary>The keys in use now. One volatile read.</summary>
    public IssuerKeySet? Current => _keys.Current;

    public IssuerKeyStatus Status
    {
        get
        {
            var usable = Current is not null;
            lock (_gate)
            {
                return new(_settings.IssuerName, usable, usable && _failures > 0, _succeededOn, _problem) { NextAttemptIn = UntilNextAttempt() };
            }
        }
    }

    public TimeSpan Age
    {
        get
        {
            lock (_gate)
            {
                return _time.GetElapsedTime(_succeededAt ?? _madeAt);
            }
        }
    }

    /// <summary>The last fetch begun: under way, or ended and reported.</summary>
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

    /// <summary>Takes the keys that another one holds, with their age and their end. Before <see cref="Start"/>.</summary>
    public void TakeOver(KeyRefresher previous)
    {
        lock (previous._gate)
        {
            (_succeededAt, _succeededOn, _problem) = (previous._succeededAt, previous._succeededOn, previous._problem);
            _keys.Use(previous._keys.Held);
        }
    }

    /// <summary>Sets the timer for the first fetch. A request that needs keys before begins it at once.</summary>
    public void Start()
    {
        lock (_gate)
        {
            if (_started || _stopped)
            {
                return;
            }

            _started = true;
            if (_flying || _nextAttemptAt != long.MaxValue)
            {
                return;
            }

            var delay = _plan.BeforeFirst();
            if (delay > TimeSpan.Zero)
            {
                Schedule(delay);
            }
            else
            {
                _ = BeginFlight();
            }
        }
    }

    /// <summary>Finds or begins the fetch for a request that lacks a key.</summary>
    /// <param name="keyId">The key's <c>kid</c>; null when the token names none.</param>
    public Boarding Board(string? keyId)
    {
        lock (_gate)
        {
            if (_stopped)
            {
                return Boarding.Refused(KeyFetch.Unavailable);
            }

            if (_flying)
            {
                return new(_flight, Joined: true, default);
            }

            if (keyId is not null && Current?.Find(keyId) is not null)
            {
                // A fetch has brought it since the request looked.
                return Boarding.Refused(KeyFetch.Fetched);
            }

            if (_failures > 0 && _time.GetTimestamp() < _nextAttemptAt)
            {
                return Boarding.Refused(KeyFetch.Unavailable);
            }

            // With no keys at all this is the first fetch, which has its own budget: the back-off above.
            return Current is not null && !_budget.TryTake()
                ? Boarding.Refused(KeyFetch.NotAllowed)
                : new(BeginFlight(), Joined: false, default);
        }
    }

    /// <summary>Ends the timer and the fetch under way.</summary>
    public async ValueTask DisposeAsync()
    {
        Task flight;
        lock (_gate)
        {
            _stopped = true;
            flight = _flight;
        }

        await _timer.DisposeAsync().ConfigureAwait(false);
        _keys.Dispose();
        await _stopping.CancelAsync().ConfigureAwait(false);
        await flight.ConfigureAwait(false);
    }

    private void OnDue()
    {
        lock (_gate)
        {
            if (!_stopped && !_flying)
            {
                _ = BeginFlight();
            }
        }
    }

    private Task<KeyFetch> BeginFlight()
    {
        var landing = new TaskCompletionSource<KeyFetch>(TaskCreationOptions.RunContinuationsAsynchronously);
        _flight = landing.Task;
        _flying = true;

        // Without the caller's context: the fetch belongs to no request, whichever began it.
        ThreadPool.UnsafeQueueUserWorkItem(static flight => _ = flight.Refresher.FlyAsync(flight.Landing), (Refresher: this, Landing: landing), preferLocal: false);
        return landing.Task;
    }

    private async Task FlyAsync(TaskCompletionSource<KeyFetch> landing)
    {
        var (load, held) = await LoadAsync().ConfigureAwait(false);
        _report.Landed(Land(load, held));
        landing.SetResult(held is null ? KeyFetch.Unavailable : KeyFetch.Fetched);
    }

    private async Task<(KeyLoad Load, HeldKeys? Held)> LoadAsync()
    {
        using var deadline = new CancellationTokenSource(FetchTimeout, _time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _stopping.Token);
        try
        {
            // A source that does not heed the token is left behind rather than waited for.
            var load = await _source.LoadAsync(ending.Token).WaitAsync(ending.Token).ConfigureAwait(false);
            if (load.Succeeded && _ages is not null)
            {
                load = _ages.Limit(load.Keys, load.Skipped);
            }

            return (load, load.Succeeded ? HeldKeys.Take(load.Keys, _settings.LastKnownGood, _time, _keys.Held) : null);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return (KeyLoad.Failed($"The keys took longer than {FetchTimeout} to get."), null);
        }
        catch (Exception exception)
        {
            _report.Threw(exception);
            return (KeyLoad.Failed($"The attempt ended in {exception.GetType().Name}."), null);
        }
    }

    private KeyFetchOutcome Land(KeyLoad load, HeldKeys? held)
    {
        lock (_gate)
        {
            _flying = false;
            var failuresBefore = _failures;
            _failures = held is null ? Math.Min(_failures + 1, int.MaxValue - 1) : 0;
            _problem = load.Problem;
            if (held is not null)
            {
                _keys.Use(held);
                _succeededAt = _time.GetTimestamp();
                _succeededOn = _time.GetUtcNow();
            }

            var delay = held is null ? _plan.AfterFailure(_failures) : _plan.AfterSuccess();
            Schedule(delay);
            return new(load, failuresBefore, delay, _time.GetElapsedTime(_succeededAt ?? _madeAt), _succeededAt is not null);
        }
    }

    private void Schedule(TimeSpan delay)
    {
        if (!_stopped)
        {
            _nextAttemptAt = _time.GetTimestamp() + (long)(delay.TotalSeconds * _time.TimestampFrequency);
            _timer.Change(delay, Timeout.InfiniteTimeSpan);
        }
    }

    private TimeSpan? UntilNextAttempt()
    {
        if (_nextAttemptAt == long.MaxValue)
        {
            return null;
        }

        var left = _time.GetElapsedTime(_time.GetTimestamp(), _nextAttemptAt);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
