using ZeroTrust.Security.Timers;

namespace ZeroTrust.Security.Secrets;

/// <summary>
/// Keeps one secret of one store fresh: a state machine with one call at a time, begun by its timer, by a hint of the store and by whoever lacks a value or had it refused, and none while the
/// store is to be left alone. Whatever is thrown in it is a failed call, and the timer is set again.
/// </summary>
internal sealed class SecretEntry : IAsyncDisposable
{
    /// <summary>The least time between calls that hints and consumers cause.</summary>
    public static readonly TimeSpan Spacing = TimeSpan.FromSeconds(1);

    /// <summary>The least time between calls because a value was refused where it is used.</summary>
    public static readonly TimeSpan BetweenReplacements = TimeSpan.FromSeconds(5);

    private readonly SecretStore _store;
    private readonly SecretPlan _plan;
    private readonly SecretReport _report;
    private readonly TimeProvider _clock;
    private readonly long _origin;
    private readonly ITimer _timer;
    private readonly IDisposable? _hints;
#pragma warning disable S2930 // It holds no timer, and a call that is left behind may still look at its token.
    private readonly CancellationTokenSource _stopping = new();
#pragma warning restore S2930

    // Under the gate.
    private readonly Lock _gate = new();
    private readonly HeldVersions _versions;
    private readonly Dictionary<string, SecretHandle> _handles = new(StringComparer.Ordinal);
    private Task _flight = Task.CompletedTask;
    private bool _flying;
    private bool _stopped;
    private bool _hinted;
    private int _failures;
    private TimeSpan _nextCallAt;
    private TimeSpan _endedAt = -Spacing;
    private TimeSpan _replacedAt = -BetweenReplacements;
    private TimeSpan _succeededAt;
    private TimeSpan _dueBy;
    private SoughtValues? _sought;
    private SecretResult _problem = SecretResult.Unavailable("No answer has come yet.");

    public SecretEntry(SecretStore store, string name, SecretPlan plan, SecretReport report, TimeProvider clock)
    {
        _store = store;
        _plan = plan;
        _report = report;
        _clock = clock;
        _origin = clock.GetTimestamp();
        _versions = new(store.Options);
        Secret = new(store.Name, name);
        _dueBy = store.Options.CallTimeout + Slack;
        _timer = DetachedTimer.Create(clock, static entry => ((SecretEntry)entry!).OnDue(), this);
        _hints = report.Try(() => store.Provider.OnChange(name, OnHint));
    }

    /// <summary>The secret as a whole.</summary>
    public SecretRef Secret { get; }

    /// <summary>The last call begun: under way, or ended and taken.</summary>
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

    /// <summary>How it stands, for whoever watches.</summary>
    public SecretState State
    {
        get
        {
            lock (_gate)
            {
                var now = Now;
                return new(_versions.Current is not null, _failures, now - _succeededAt, now > _dueBy, _problem.Outcome, _failures > 0 ? _problem.Reason : null);
            }
        }
    }

    private static TimeSpan Slack => TimeSpan.FromMinutes(1);

    private TimeSpan Now => _clock.GetElapsedTime(_origin);

    /// <summary>The handle of the secret or of a field of it: the same each time.</summary>
    public SecretHandle HandleOf(SecretRef reference)
    {
        lock (_gate)
        {
            if (!_handles.TryGetValue(reference.Field ?? "", out var handle))
            {
                _handles.Add(reference.Field ?? "", handle = new(reference, this, _report));
                handle.Publish(_versions);
            }

            return handle;
        }
    }

    /// <summary>Says from now on what is held.</summary>
    public void Watch(SoughtValues sought)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(_sought, sought))
            {
                (_sought = sought).Set(this, _versions.All);
            }
        }
    }

    /// <summary>Finds or begins a call, and completes when it has ended. At once where the store is to be left alone.</summary>
    /// <param name="rejected">Whether the value at hand was refused.</param>
    /// <param name="isUnderWay">Whether it is a call that somebody else began before.</param>
    public Task AskAsync(bool rejected, out bool isUnderWay)
    {
        lock (_gate)
        {
            isUnderWay = _flying;
            if (_flying)
            {
                return _flight;
            }

            var now = Now;
            if (_stopped || now < EarliestAsk(rejected))
            {
                return Task.CompletedTask;
            }

            _replacedAt = rejected ? now : _replacedAt;
            return BeginFlight(rejected);
        }
    }

    /// <summary>How long the store is left alone, after a failure.</summary>
    public TimeSpan UntilNextCall()
    {
        lock (_gate)
        {
            var wait = _nextCallAt - Now;
            return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        }
    }

    public SecretUnavailableException Unavailable(SecretRef reference)
    {
        lock (_gate)
        {
            var why = _versions.Current is null ? _problem.Reason : $"It has no field '{reference.Field}'.";
            return new(reference, $"There is no value of {reference}: {why}");
        }
    }

    /// <summary>Ends calls and timers, and zeroes what is held.</summary>
    public async ValueTask DisposeAsync()
    {
        Task flight;
        lock (_gate)
        {
            _stopped = true;
            flight = _flight;
        }

        _hints?.Dispose();
        await _timer.DisposeAsync().ConfigureAwait(false);
        await _stopping.CancelAsync().ConfigureAwait(false);
        await flight.ConfigureAwait(false);
        lock (_gate)
        {
            _versions.Clear();
            PublishAll();
        }
    }

    // A value that was refused has its own spacing: what the store said just before is the value that was refused.
    private TimeSpan EarliestAsk(bool rejected)
    {
        var replaced = _replacedAt + BetweenReplacements;
        return _failures == 0 ? (rejected ? replaced : _endedAt + Spacing) : rejected && replaced > _nextCallAt ? replaced : _nextCallAt;
    }

    private void OnHint()
    {
        lock (_gate)
        {
            if (_flying)
            {
                _hinted = true;
            }
            else if (!_stopped && _failures == 0)
            {
                HurryUp();
            }
        }
    }

    private void HurryUp()
    {
        var soon = _endedAt + Spacing;
        _nextCallAt = soon < _nextCallAt ? soon : _nextCallAt;
        SetTimer();
    }

    private void OnDue() => _report.Guard(() =>
    {
        SecretHandle[] changed = [];
        var isLost = false;
        lock (_gate)
        {
            if (_stopped)
            {
                return;
            }

            var now = Now;
            var had = _versions.Current is not null;
            if (_versions.Expire(now))
            {
                changed = PublishAll();
            }
            else
            {
                _sought?.Set(this, _versions.All);
            }

            isLost = had && _versions.Current is null;
            if (!_flying && now >= _nextCallAt)
            {
                _ = BeginFlight(rejected: false);
            }

            SetTimer();
        }

        if (isLost)
        {
            _report.Lost(Secret, _problem);
        }

        Array.ForEach(changed, static handle => handle.Tell());
    });

    private Task BeginFlight(bool rejected)
    {
        var landing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        (_flight, _flying, _hinted) = (landing.Task, true, false);
        var request = new SecretRequest(Secret.Name) { KnownVersion = _versions.Current?.Version, IsRejected = rejected };
        var isFirst = _versions.Current is null;

        // Without the caller's context: the call belongs to no request, whichever began it.
        ThreadPool.UnsafeQueueUserWorkItem(static flight => _ = flight.Entry.FlyAsync(flight.Request, flight.IsFirst, flight.Landing), (Entry: this, Request: request, IsFirst: isFirst, Landing: landing), preferLocal: false);
        return landing.Task;
    }

    private async Task FlyAsync(SecretRequest request, bool isFirst, TaskCompletionSource landing)
    {
        var result = await _store.Call.GetAsync(request, _stopping.Token).ConfigureAwait(false);
        if (result.Outcome == SecretOutcome.Unchanged && IsGone(request))
        {
            // What it knows of came to its end while it answered.
            result = await _store.Call.GetAsync(request with { KnownVersion = null }, _stopping.Token).ConfigureAwait(false);
        }

        var before = isFirst && result.Outcome == SecretOutcome.Found
            ? await PreviousVersion.ReadAsync(_store, Secret.Name, _clock, _stopping.Token).ConfigureAwait(false)
            : null;
        var landed = LandWhateverIsThrown(result, before);
        _report.Landed(landed.Report);
        foreach (var handle in landed.Changed)
        {
            handle.Tell();
        }

        landing.SetResult();
    }

    private bool IsGone(SecretRequest request)
    {
        lock (_gate)
        {
            return request.KnownVersion is not null && _versions.Current is null;
        }
    }

    private (SecretReading Report, SecretHandle[] Changed) LandWhateverIsThrown(SecretResult result, PreviousVersion? before)
    {
        try
        {
            return Land(result, before);
        }
#pragma warning disable CA1031 // Whatever it is, the next call comes.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return Land(SecretResult.Unavailable($"Taking it threw {fault.GetType().Name}."), null);
        }
    }

    private (SecretReading Report, SecretHandle[] Changed) Land(SecretResult result, PreviousVersion? before)
    {
        lock (_gate)
        {
            var now = Now;
            var previousName = _versions.Name;
            var taking = result.Outcome switch
            {
                SecretOutcome.Found => _versions.Take(result.Version!, _handles.Values.Where(static handle => handle.Held is not null).Select(static handle => handle.Reference.Field).OfType<string>(), now, LeftOf(result.Version!.ExpiresAt)),
                SecretOutcome.Unchanged when _versions.Current is not null => Confirm(result.ExpiresAt, now),
                _ => (Taking?)null,
            };
            var problem = ProblemOf(result, taking);
            if (taking == Taking.First && before is not null)
            {
                _versions.TakePrevious(before.Version, now + before.Left);
            }
            else
            {
                before?.Version.Dispose();
            }

            var failuresBefore = _failures;
            Schedule(now, problem);
            var changed = PublishAll();
            (_flying, _endedAt) = (false, now);
            if (_hinted && problem is null)
            {
                HurryUp();
            }

            SetTimer();
            return (new(Secret, taking, problem, failuresBefore, _versions.Name, previousName), changed);
        }
    }

    private Taking Confirm(DateTimeOffset? expiresAt, TimeSpan now)
    {
        _versions.Confirm(expiresAt, now, LeftOf(expiresAt));
        return Taking.Same;
    }

    private TimeSpan? LeftOf(DateTimeOffset? end) => end - _clock.GetUtcNow();

    private static SecretResult? ProblemOf(SecretResult result, Taking? taking)
    {
        if (taking is Taking.RolledBack or Taking.Lacking or Taking.Ended)
        {
            result.Version!.Dispose();
            return SecretResult.Malformed(taking switch
            {
                Taking.RolledBack => "It answered with an older version than it did before.",
                Taking.Lacking => "Its new version lacks a field that is in use.",
                _ => "What it answered with has come to its end already.",
            });
        }

        return taking is not null ? null : result.Outcome == SecretOutcome.Unchanged ? SecretResult.Malformed("It says that nothing has changed, and nothing is at hand.") : result;
    }

    private void Schedule(TimeSpan now, SecretResult? problem)
    {
        if (problem is { } failed)
        {
            _problem = failed;
            _failures = Math.Min(_failures + 1, int.MaxValue - 1);
            _nextCallAt = now + _plan.AfterFailure(_failures, failed.RetryAfter);
            return;
        }

        var wait = _plan.AfterSuccess(_store.Options.RefreshInterval, _versions.Current!.IsLeased ? LeftOf(_versions.ExpiresAt) : null);
        (_failures, _succeededAt) = (0, now);
        _nextCallAt = now + (wait > Spacing ? wait : Spacing);
        _dueBy = _nextCallAt + _store.Options.CallTimeout + Slack;
    }

    private SecretHandle[] PublishAll()
    {
        // First: what is handed out is masked in logs from then on.
        _sought?.Set(this, _versions.All);
        return [.. _handles.Values.Where(handle => handle.Publish(_versions))];
    }

    // Timers count whole milliseconds and must not be early.
    private void SetTimer()
    {
        var end = _versions.NextAt;
        var next = _flying || end < _nextCallAt ? end : _nextCallAt;
        if (!_stopped)
        {
            var wait = next == TimeSpan.MaxValue ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling((next - Now).TotalMilliseconds), 0, int.MaxValue));
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }
}
