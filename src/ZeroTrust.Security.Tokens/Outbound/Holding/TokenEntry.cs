using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Tokens.Timers;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>
/// The token for one request in every part, kept fresh: a state machine with one fetch at a time. Fetches are begun by calls and, for a
/// token in use, by a timer ahead of its end; nothing else does. Threads may share it.
/// </summary>
internal sealed class TokenEntry : IDisposable
{
    private readonly TokenFetch _fetch;
    private readonly OutboundSurroundings _surroundings;

    // Null where the request holds a user's token, which is not kept beyond the call that brings it.
    private readonly ServiceTokenRequest? _standing;
    private readonly Action<TokenEntry>? _ended;
    private readonly ITimer _timer;
#pragma warning disable S2930 // It holds no timer, and a fetch that is left behind may still look at its token.
    private readonly CancellationTokenSource _stopping = new();
#pragma warning restore S2930

    // Read without the gate.
    private volatile HeldToken? _held;
    private volatile bool _used;

    // Under the gate.
    private readonly Lock _gate = new();
    private bool _stopped;
    private bool _forgotten;
    private Task<FetchOutcome>? _flight;
    private Task _latest = Task.CompletedTask;
    private ServiceTokenException? _fault;
    private int _failures;
    private long _nextTryAt;
    private long? _replacedAt;

    /// <param name="fetch">Has the tokens.</param>
    /// <param name="standing">What they say; null where every call brings it.</param>
    /// <param name="ended">Called when there is nothing here any more.</param>
    public TokenEntry(TokenFetch fetch, ServiceTokenRequest? standing, Action<TokenEntry>? ended)
    {
        _fetch = fetch;
        _surroundings = fetch.Surroundings;
        _standing = standing;
        _ended = ended;
        _timer = DetachedTimer.Create(_surroundings.Time, static entry => ((TokenEntry)entry!).OnDue(), this);
    }

    /// <summary>Whether a token is held, ended or not.</summary>
    public bool IsHolding => _held is not null;

    /// <summary>The last fetch begun: under way, or ended and taken.</summary>
    public Task Flight
    {
        get
        {
            lock (_gate)
            {
                return _latest;
            }
        }
    }

    /// <summary>The token. With one at hand nothing waits and nothing is allocated.</summary>
    public ValueTask<ServiceToken> GetAsync(ServiceTokenRequest request, CancellationToken cancellationToken)
    {
        var held = _held;
        if (held is null || _surroundings.Clock.Now().UtcTicks >= held.RefreshAt)
        {
            return GetLate(request, cancellationToken);
        }

        return Give(held);
    }

    /// <summary>A token in place of one that was refused.</summary>
    public async ValueTask<ServiceToken> ReplaceAsync(ServiceTokenRequest request, ServiceToken refused, CancellationToken cancellationToken)
    {
        if (FindReplacement(request, refused, out var flight) is { } other)
        {
            return other;
        }

        var outcome = flight is null ? new(null, Fault()) : await flight.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (!outcome.Succeeded)
        {
            throw Anew(outcome.Fault);
        }

        return AreSame(outcome.Held.Token, refused)
            ? throw new ServiceTokenException(ServiceTokenFailure.RefusedAgain, $"The source of client '{_fetch.Client}' gives the token again that the service refused.")
            : outcome.Held.Token;
    }

    /// <summary>Drops what is held and holds nothing from now on. Whoever waits here still gets the token.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _forgotten = true;
            _held = null;
        }

        _timer.Dispose();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stopped = true;
            _held = null;
        }

        _timer.Dispose();
        _stopping.Cancel();
    }

    private static bool AreSame(ServiceToken one, ServiceToken other) => string.Equals(one.Reveal(), other.Reveal(), StringComparison.Ordinal);

    // A new one for each caller: an exception that is thrown twice carries the trace of both.
    private static ServiceTokenException Anew(ServiceTokenException fault) => new(fault.Failure, fault.Message, fault);

    private ValueTask<ServiceToken> Give(HeldToken held)
    {
        if (!_used)
        {
            _used = true;
        }

        _surroundings.Metrics.Given(_fetch.Client, TokenUse.Held);
        return new(held.Token);
    }

    private ValueTask<ServiceToken> GetLate(ServiceTokenRequest request, CancellationToken cancellationToken)
    {
        HeldToken? held;
        Task<FetchOutcome>? flight;
        lock (_gate)
        {
            held = _held;
            var now = _surroundings.Clock.Now().UtcTicks;
            flight = null;
            _ = (held is not null && now < held.RefreshAt) || TryBoard(request, out flight);
            if (held is not null && (now < held.WaitFrom || (flight is null && now < held.ExpiresAt)))
            {
                return Give(held);
            }
        }

        return flight is null ? Refuse() : WaitAsync(flight, held, cancellationToken);
    }

    private ValueTask<ServiceToken> Refuse()
    {
        _surroundings.Metrics.Given(_fetch.Client, TokenUse.Failed);
        return ValueTask.FromException<ServiceToken>(Anew(Fault()));
    }

    private async ValueTask<ServiceToken> WaitAsync(Task<FetchOutcome> flight, HeldToken? held, CancellationToken cancellationToken)
    {
        var outcome = await flight.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (outcome.Succeeded)
        {
            _used = true;
            _surroundings.Metrics.Given(_fetch.Client, TokenUse.Waited);
            return outcome.Held.Token;
        }

        // The source is down: what is at hand serves to its very end.
        if (held is not null && _surroundings.Clock.Now().UtcTicks < held.ExpiresAt)
        {
            return await Give(held).ConfigureAwait(false);
        }

        _surroundings.Metrics.Given(_fetch.Client, TokenUse.Failed);
        throw Anew(outcome.Fault);
    }

    private ServiceToken? FindReplacement(ServiceTokenRequest request, ServiceToken refused, out Task<FetchOutcome>? flight)
    {
        lock (_gate)
        {
            flight = null;
            if (_held is { } held && !AreSame(held.Token, refused) && _surroundings.Clock.Now().UtcTicks < held.ExpiresAt)
            {
                return held.Token;
            }

            if (_flight is { IsCompleted: false })
            {
                flight = _flight;
                return null;
            }

            if (_replacedAt is { } at && _surroundings.Time.GetElapsedTime(at) < RenewalPlan.BetweenReplacements)
            {
                throw new ServiceTokenException(ServiceTokenFailure.RefusedAgain, $"The service that client '{_fetch.Client}' calls refuses tokens that were only just had.");
            }

            if (TryBoard(request, out flight))
            {
                _replacedAt = _surroundings.Time.GetTimestamp();
            }

            return null;
        }
    }

    private ServiceTokenException Fault()
    {
        lock (_gate)
        {
            return _fault ?? new(ServiceTokenFailure.SourceUnavailable, $"Client '{_fetch.Client}' is at its end.");
        }
    }

    // The flight to wait for; none while the source is left alone after a failure.
    private bool TryBoard(ServiceTokenRequest request, [NotNullWhen(true)] out Task<FetchOutcome>? flight)
    {
        flight = _flight;
        if (flight is { IsCompleted: false })
        {
            return true;
        }

        var mayBegin = !_stopped && (_failures == 0 || _surroundings.Time.GetTimestamp() >= _nextTryAt);
        flight = mayBegin ? Begin(request) : null;
        return mayBegin;
    }

    private Task<FetchOutcome> Begin(ServiceTokenRequest request)
    {
        var landing = new TaskCompletionSource<FetchOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        _flight = landing.Task;
        _latest = landing.Task;

        // Without the caller's context: the fetch belongs to no call, whichever began it.
        ThreadPool.UnsafeQueueUserWorkItem(
            static flight => _ = flight.Entry.FlyAsync(flight.Request, flight.Landing), (Entry: this, Request: request, Landing: landing), preferLocal: false);
        return landing.Task;
    }

    private async Task FlyAsync(ServiceTokenRequest request, TaskCompletionSource<FetchOutcome> landing)
    {
        var outcome = await _fetch.RunAsync(request, _stopping.Token).ConfigureAwait(false);
        Land(outcome);
        landing.SetResult(outcome);
    }

    private void Land(FetchOutcome outcome)
    {
        int failures;
        TimeSpan delay;
        lock (_gate)
        {
            _flight = null;
            failures = outcome.Succeeded ? _failures : ++_failures;
            delay = outcome.Succeeded ? Take(outcome.Held) : BackOff(outcome.Fault);
        }

        if (!outcome.Succeeded)
        {
            OutboundLog.FetchFailed(_surroundings.Logger, _fetch.Client, failures, delay, outcome.Fault.Failure, outcome.Fault.Message);
        }
        else if (failures > 0)
        {
            OutboundLog.Recovered(_surroundings.Logger, _fetch.Client, failures);
        }
    }

    private TimeSpan Take(HeldToken held)
    {
        if (!_stopped && !_forgotten)
        {
            _held = held;
            _used = false;
            WakeAt(held.RefreshAt);
        }

        _failures = 0;
        _fault = null;
        return TimeSpan.Zero;
    }

    private TimeSpan BackOff(ServiceTokenException fault)
    {
        _fault = fault;
        var delay = _surroundings.Plan.AfterFailure(_failures);
        _nextTryAt = _surroundings.Time.GetTimestamp() + (long)(delay.TotalSeconds * _surroundings.Time.TimestampFrequency);
        Wake(_held is null ? RenewalPlan.MaxBackOff : delay);
        return delay;
    }

    private void OnDue()
    {
        lock (_gate)
        {
            if (_stopped || _forgotten || _flight is not null)
            {
                return;
            }

            var now = _surroundings.Time.GetUtcNow().UtcTicks;
            if (_held is { } held && now < held.ExpiresAt)
            {
                // Tokens that nobody used lately run out. A flight wakes us when it lands.
                if (!_used || _standing is null || !TryBoard(_standing, out _))
                {
                    WakeAt(held.ExpiresAt);
                }

                return;
            }

            _held = null;
        }

        _ended?.Invoke(this);
    }

    private void WakeAt(long utcTicks) => Wake(TimeSpan.FromTicks(Math.Max(0, utcTicks - _surroundings.Time.GetUtcNow().UtcTicks)));

    private void Wake(TimeSpan delay)
    {
        if (!_stopped && !_forgotten)
        {
            _timer.Change(delay, Timeout.InfiniteTimeSpan);
        }
    }
}
