using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Timers;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>
/// The token for one request in every part, kept fresh: a state machine with one fetch at a time. Fetches are begun by calls and, for a
/// token in use, by a timer ahead of its end; nothing else does. Threads may share it.
/// </summary>
internal sealed partial class TokenEntry : IDisposable
{
    private readonly TokenFetch _fetch;
    private readonly OutboundSurroundings _surroundings;

    // Null where the request holds a user's token, which is not kept beyond the call that brings it.
    private readonly ServiceTokenRequest? _standing;
    private readonly Action<TokenEntry>? _ended;
    private readonly ITimer _timer;

    // Read without the gate.
    private volatile HeldToken? _held;
    private volatile bool _used;

    // Under the gate.
    private readonly Lock _gate = new();
    private bool _stopped;
    private bool _forgotten;
    private readonly SharedFlight _flight;
    private readonly FetchBackOff _backOff;
    private readonly ReplacementLimit _replacements;

    /// <param name="fetch">Has the tokens.</param>
    /// <param name="standing">What they say; null where every call brings it.</param>
    /// <param name="ended">Called when there is nothing here any more.</param>
    public TokenEntry(TokenFetch fetch, ServiceTokenRequest? standing, Action<TokenEntry>? ended)
    {
        _fetch = fetch;
        _surroundings = fetch.Surroundings;
        _standing = standing;
        _ended = ended;
        _flight = new(fetch, Land);
        _backOff = new(_surroundings);
        _replacements = new(_surroundings.Time);
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
                return _flight.Latest;
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
        _flight.Dispose();
    }

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

    private ServiceTokenException Fault()
    {
        lock (_gate)
        {
            return _backOff.Fault ?? new(ServiceTokenFailure.SourceUnavailable, $"Client '{_fetch.Client}' is at its end.");
        }
    }

    // The flight to wait for; none while the source is left alone after a failure.
    private bool TryBoard(ServiceTokenRequest request, [NotNullWhen(true)] out Task<FetchOutcome>? flight)
    {
        if (_flight.TryJoin(out flight))
        {
            return true;
        }

        flight = !_stopped && _backOff.MayTry ? _flight.Begin(request) : null;
        return flight is not null;
    }

    private void Land(FetchOutcome outcome)
    {
        int failures;
        TimeSpan delay;
        lock (_gate)
        {
            _flight.End();
            delay = outcome.Succeeded ? TimeSpan.Zero : _backOff.Failed(outcome.Fault);
            failures = _backOff.Failures;
            if (outcome.Succeeded)
            {
                Take(outcome.Held);
            }
            else
            {
                Wake(_held is null ? RenewalPlan.MaxBackOff : delay);
            }
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

    private void Take(HeldToken held)
    {
        _backOff.Succeeded();
        if (!_stopped && !_forgotten)
        {
            _held = held;
            _used = false;
            WakeAt(held.RefreshAt);
        }
    }

    private void OnDue()
    {
        lock (_gate)
        {
            if (_stopped || _forgotten || _flight.IsAloft)
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
