using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Timers;

namespace ZeroTrust.Security.Tokens.Revocations;

/// <summary>
/// Keeps the list equal to the store: reads it whole before the service starts, then on its notice and by a timer, one reading at a
/// time. Beyond the bound on staleness the list takes no token, unless the settings say otherwise.
/// </summary>
internal sealed class RevocationFollower : IDisposable
{
    // A store that hangs is one that fails.
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(10);

    private readonly IRevocationStore _store;
    private readonly RevocationList _list;
    private readonly UnconfirmedRevocations _unconfirmed;
    private readonly ITrustSource _trust;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly ITimer _poll;
    private readonly StalenessBound _bound;
    private readonly Lock _gate = new();

    // Under the gate.
    private IDisposable? _notices;
    private string? _position;
    private Task _flight = Task.CompletedTask;
    private bool _reading;
    private bool _again;
    private bool _stopped;
    private int _failures;

    public RevocationFollower(
        IRevocationStore store, RevocationList list, UnconfirmedRevocations unconfirmed, ITrustSource trust, TimeProvider clock, ILogger logger)
    {
        (_store, _list, _unconfirmed, _trust, _clock, _logger) = (store, list, unconfirmed, trust, clock, logger);
        _poll = DetachedTimer.Create(clock, static it => ((RevocationFollower)it!).Wake(), this);
        _bound = new(list, trust, clock, logger);
    }

    /// <summary>Whether the store was not read within its bound.</summary>
    public bool IsStale => _bound.HasPassed;

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
        await ReadAsync(cancellationToken).ConfigureAwait(false);
        RevocationLog.Loaded(_logger, _list.Count);
        var notices = _store.OnChange(Wake);
        lock (_gate)
        {
            _notices = notices;
        }

        _poll.Change(_trust.Current.Revocation.PollInterval, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stopped = true;
        }

        _notices?.Dispose();
        _poll.Dispose();
        _bound.Dispose();
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

            // Without the context of the request whose change the store gives notice of.
            using var _ = DetachedTimer.SuppressFlow();
            _flight = Task.Run(FollowAsync);
        }
    }

    private async Task FollowAsync()
    {
        var again = true;
        while (again)
        {
            try
            {
                await ReadAsync(CancellationToken.None).ConfigureAwait(false);
                Succeeded();
            }
            catch (Exception exception)
            {
                // Whatever it is: the next reading must find the loop alive.
                RevocationLog.ReadFailed(_logger, Interlocked.Increment(ref _failures), exception);
            }

            lock (_gate)
            {
                again = _again && !_stopped && Failures == 0;
                _reading = again;
                _again = false;
                if (!again && !_stopped)
                {
                    _poll.Change(_trust.Current.Revocation.PollInterval, Timeout.InfiniteTimeSpan);
                }
            }
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var begun = _clock.GetTimestamp();
        var reading = _unconfirmed.BeginReading();
        using var deadline = new CancellationTokenSource(ReadTimeout, _clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);

        // A store that does not heed the token is left behind rather than waited for.
        var changes = await _store.ReadAsync(_position, ending.Token).WaitAsync(ending.Token).ConfigureAwait(false);
        Apply(changes, reading);
        _unconfirmed.EndReading(reading);
        _position = changes.Position;
        _bound.Renew(begun);
    }

    // Key by key: what is revoked here while it is applied must not be taken away by it.
    private void Apply(RevocationChanges changes, long reading)
    {
        foreach (var revocation in changes.Added)
        {
            _unconfirmed.Apply(reading, revocation.Key, shown => Take(revocation, shown));
        }

        IEnumerable<RevocationKey> gone = changes.Removed;
        if (changes.IsEverything)
        {
            HashSet<RevocationKey> added = [.. changes.Added.Select(static revocation => revocation.Key)];
            gone = _list.Held.Select(static held => held.Revocation.Key).Where(key => !added.Contains(key));
        }

        foreach (var key in gone)
        {
            _unconfirmed.Apply(reading, key, shown => _ = shown && _list.Remove(key));
        }
    }

    private void Take(Revocation revocation, bool shown)
    {
        if (shown)
        {
            _list.Replace(revocation);
        }
        else
        {
            _list.Add(revocation);
        }
    }

    private void Succeeded()
    {
        if (Interlocked.Exchange(ref _failures, 0) is > 0 and var failures)
        {
            RevocationLog.Recovered(_logger, failures);
        }
    }
}
