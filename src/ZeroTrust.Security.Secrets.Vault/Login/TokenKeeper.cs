using ZeroTrust.Security.Timers;

namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>
/// Keeps one token: one login at a time, and none while Vault is to be left alone; renewed by a timer before two thirds of its life, had anew where it is over, can be renewed no more, or is taken no more; revoked at the end where it is
/// this service's own.
/// </summary>
internal sealed class TokenKeeper : IAsyncDisposable
{
    private readonly TokenRequests _requests;
    private readonly TokenPlan _plan;
    private readonly TokenBook _tokens;
    private readonly TokenReport _report;
    private readonly TimeProvider _clock;
    private readonly long _origin;
    private readonly ITimer _timer;
#pragma warning disable S2930 // It holds no timer, and a call that is left behind may still look at its token.
    private readonly CancellationTokenSource _stopping = new();
#pragma warning restore S2930

    // Under the gate.
    private readonly Lock _gate = new();
    private Task _loggingIn = Task.CompletedTask;
    private Task _renewing = Task.CompletedTask;
    private TimeSpan _nextLoginAt;
    private int _failures;
    private int _renewalFailures;
    private bool _stopped;
    private Action<VaultToken>? _lost;
    private SecretResult _problem = SecretResult.Unavailable("No login has been tried yet.");

    public TokenKeeper(TokenRequests requests, TokenPlan plan, TokenReport report, TimeProvider clock)
    {
        _requests = requests;
        _plan = plan;
        _tokens = new(requests, report);
        _report = report;
        _clock = clock;
        _origin = clock.GetTimestamp();
        _timer = DetachedTimer.Create(clock, static keeper => ((TokenKeeper)keeper!).OnDue(), this);
    }

    /// <summary>How it stands, for whoever watches.</summary>
    public TokenState State
    {
        get
        {
            lock (_gate)
            {
                var token = Usable();
                return new(token is not null, token?.Life.EndsAfter - Now, token is null && _failures > 0 ? _problem.Reason : null, _renewalFailures > 0 || (_failures > 0 && token is not null));
            }
        }
    }

    /// <summary>What is under way by itself.</summary>
    public Task Busy
    {
        get
        {
            lock (_gate)
            {
                return Task.WhenAll(_loggingIn, _renewing);
            }
        }
    }

    private TimeSpan Now => _clock.GetElapsedTime(_origin);

    /// <summary>Whether a token is the one in use.</summary>
    public bool IsCurrent(VaultToken? token)
    {
        lock (_gate)
        {
            return token is not null && ReferenceEquals(Usable(), token);
        }
    }

    /// <summary>Whether another one is had, because of a refusal that is not its end.</summary>
    public bool IsOld(VaultToken token) => Now - token.HadAt >= TokenPlan.RefusedAfter;

    /// <summary>The token; after a login, where there is none.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async ValueTask<(VaultToken? Token, SecretResult Problem)> TokenAsync(CancellationToken cancellationToken)
    {
        Task login;
        lock (_gate)
        {
            if (Usable() is { } token)
            {
                return (token, default);
            }

            login = BeginLogin();
        }

        await login.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            return Usable() is { } token ? (token, default) : (null, ProblemNow());
        }
    }

    /// <summary>Has another one, where the one in use is this one still.</summary>
    /// <param name="token">The one.</param>
    /// <param name="isOver">Whether Vault takes it no more; otherwise it is kept until there is another.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask ReplaceAsync(VaultToken token, bool isOver, CancellationToken cancellationToken)
    {
        Task login;
        lock (_gate)
        {
            if (!ReferenceEquals(_tokens.Current, token))
            {
                return;
            }

            if (isOver)
            {
                _tokens.Forget(token);
                _report.TokenRefused();
            }

            login = BeginLogin();
        }

        if (isOver)
        {
            Volatile.Read(ref _lost)?.Invoke(token);
        }

        await login.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tells of tokens that Vault took no more before their time.</summary>
    /// <param name="lost">Returns at once and does not throw.</param>
    public void OnLost(Action<VaultToken> lost)
    {
        lock (_gate)
        {
            _lost += lost;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task busy;
        lock (_gate)
        {
            if (_stopped)
            {
                return;
            }

            _stopped = true;
            busy = Task.WhenAll(_loggingIn, _renewing);
        }

        await _timer.DisposeAsync().ConfigureAwait(false);
        await _stopping.CancelAsync().ConfigureAwait(false);
        await busy.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _tokens.RevokeAllAsync(Now).ConfigureAwait(false);
        _requests.Dispose();
    }

    private VaultToken? Usable() => !_stopped && _tokens.Current is { } token && (token.Life.EndsAfter is not { } end || end > Now) ? token : null;

    private SecretResult ProblemNow()
    {
        var wait = _nextLoginAt - Now;
        return _stopped ? SecretResult.Unavailable("The service ends.")
            : _problem is { Outcome: SecretOutcome.Unavailable, Reason: { } reason } && wait > TimeSpan.Zero ? SecretResult.Unavailable(reason, wait)
            : _problem;
    }

    // Under the gate. The login belongs to no caller: it carries nothing of one, and goes on without.
    private Task BeginLogin()
    {
        if (_loggingIn.IsCompleted && !_stopped && Now >= _nextLoginAt)
        {
            using var detached = DetachedTimer.SuppressFlow();
            _loggingIn = Task.Run(LogInAsync, CancellationToken.None);
        }

        return _loggingIn;
    }

    private async Task LogInAsync()
    {
        var begun = Now;
        var wall = _clock.GetUtcNow();
        var result = await _requests.LogInAsync(_stopping.Token).ConfigureAwait(false);
        int before;
        lock (_gate)
        {
            before = _failures;
            if (result.Value is { } value)
            {
                _tokens.Take(new(value, _requests.MakesTokens && !result.Grant.IsBatch, result.Grant.Life, begun) { Life = LifeOf(result.Grant, begun, wall) }, Now);
                (_failures, _renewalFailures, _nextLoginAt) = (0, 0, TimeSpan.Zero);
                SetTimer(_plan.RenewAfter(result.Grant.Life, Now - begun));
            }
            else
            {
                _problem = result.Problem;
                _failures = Math.Min(_failures + 1, int.MaxValue - 1);
                _nextLoginAt = Now + _plan.BackOff.After(_failures, result.Problem.RetryAfter);
                SetTimer(Usable() is null ? null : _nextLoginAt - Now);
            }
        }

        _report.LoggedIn(result, before);
    }

    private static TokenLife LifeOf(TokenGrant grant, TimeSpan begun, DateTimeOffset wall) =>
        new(grant.Life is { } life ? wall + life : null, grant.Life is { } left ? begun + left : null, grant.IsRenewable);

    // Under the gate.
    private void SetTimer(TimeSpan? wait)
    {
        if (!_stopped)
        {
            _timer.Change(wait is { } due ? TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling(due.TotalMilliseconds), 1, int.MaxValue)) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private void OnDue()
    {
        lock (_gate)
        {
            if (_stopped || !_renewing.IsCompleted || Usable() is not { } token)
            {
                return;
            }

            if (!token.Life.IsRenewable)
            {
                _ = BeginLogin();
                return;
            }

            using var detached = DetachedTimer.SuppressFlow();
            _renewing = Task.Run(() => RenewAsync(token), CancellationToken.None);
        }
    }

    private async Task RenewAsync(VaultToken token)
    {
        var begun = Now;
        var wall = _clock.GetUtcNow();
        var (grant, problem) = await _requests.RenewAsync(token, _stopping.Token).ConfigureAwait(false);
        lock (_gate)
        {
            if (grant is { } renewed)
            {
                token.Life = LifeOf(renewed, begun, wall);
                _renewalFailures = 0;
                SetTimer(_plan.RenewAfter(renewed.Life, Now - begun));
            }
            else
            {
                _renewalFailures++;
                SetTimer(_plan.BackOff.After(_renewalFailures, problem.RetryAfter));
            }

            // It has come up to the longest life it may have, or Vault knows it no more: another one, while this one serves on.
            if (grant is { } last ? TokenPlan.IsAtItsLongest(last.Life, token.FirstLife) : problem.Outcome != SecretOutcome.Unavailable)
            {
                _ = BeginLogin();
            }
        }

        _report.Renewed(grant, problem);
    }
}
