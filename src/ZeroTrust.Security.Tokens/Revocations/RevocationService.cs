using Microsoft.Extensions.Logging;
using ZeroTrust.Security.SystemRecords;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Options;

namespace ZeroTrust.Security.Tokens.Revocations;

/// <summary>Revokes in this process first, so that nobody gains by the time that a store takes, and lifts in this process last.</summary>
internal sealed class RevocationService : IRevocationService, IDisposable
{
    // Changes of one key go to the store one after the other: a lifting must not undo a revocation that came later.
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 16).Select(static _ => new SemaphoreSlim(1))];
    private readonly UnconfirmedRevocations _unconfirmed = new();
    private readonly RevocationList _list;
    private readonly ITrustSource _trust;
    private readonly TimeProvider _clock;
    private readonly IRevocationStore? _store;
    private readonly SystemEvents? _events;

    public RevocationService(RevocationList list, ITrustSource trust, TimeProvider clock, IRevocationStore? store, ILogger logger, SystemEvents? events = null)
    {
        (_list, _trust, _clock, _store, _events) = (list, trust, clock, store, events);
        Follower = store is null ? null : new(store, list, _unconfirmed, trust, clock, logger);
    }

    public DateTimeOffset Now => _clock.GetUtcNow();

    public bool IsCurrent => Follower is not { IsStale: true };

    /// <summary>What follows the store; null without one.</summary>
    public RevocationFollower? Follower { get; }

    public Task RevokeAsync(Revocation revocation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(revocation);
        RefuseUnknownIssuer(revocation.Key.IssuerName);
        _list.Add(revocation);
        Record("revoke", revocation.Key);
        if (_store is null)
        {
            return Task.CompletedTask;
        }

        // A list that is full has refused before anything is noted; a reading between the two may take away what the second puts back.
        _unconfirmed.Begin(revocation.Key);
        _list.Add(revocation);
        return StoreAsync(_store, revocation, cancellationToken);
    }

    public async Task<bool> LiftAsync(RevocationKey key, CancellationToken cancellationToken = default)
    {
        var lifted = await LiftEverywhereAsync(key, cancellationToken).ConfigureAwait(false);
        if (lifted)
        {
            Record("lift", key);
        }

        return lifted;
    }

    public IReadOnlyCollection<Revocation> List() => [.. _list.Held.Select(static held => held.Revocation)];

    public void Dispose()
    {
        Follower?.Dispose();
        Array.ForEach(_turns, static turn => turn.Dispose());
    }

    private async Task<bool> LiftEverywhereAsync(RevocationKey key, CancellationToken cancellationToken)
    {
        if (_store is null)
        {
            return _list.Remove(key);
        }

        var turn = TurnOf(key);
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var stored = await _store.RemoveAsync(key, cancellationToken).ConfigureAwait(false);
            return _unconfirmed.Forget(key, () => _list.Remove(key)) || stored;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new RevocationStoreException("The store failed, so the revocation stays in force.", exception);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task StoreAsync(IRevocationStore store, Revocation revocation, CancellationToken cancellationToken)
    {
        var turn = TurnOf(revocation.Key);
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await store.AddAsync(revocation, cancellationToken).ConfigureAwait(false);

            // Again, if it was lifted while it waited for its turn.
            _list.Add(revocation);
            _unconfirmed.Stored(revocation.Key);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new RevocationStoreException(
                "The store failed: the revocation is in force in this process until it ends, and nowhere else. Repeat the call.", exception);
        }
        finally
        {
            turn.Release();
        }
    }

    private void Record(string action, RevocationKey key) => _events?.Say(
        SystemEvents.Revocations, action, key.IssuerName, AuditOutcome.Allowed, null, new AuditDetail("kind", AuditValue.Of(key.Kind)), new AuditDetail("value", key.Value));

    private SemaphoreSlim TurnOf(RevocationKey key) => _turns[(key.GetHashCode() & int.MaxValue) % _turns.Length];

    // A misspelt name would revoke nothing and look as if it had.
    private void RefuseUnknownIssuer(string name)
    {
        var names = _trust.Current.Issuers.Values.Select(static issuer => issuer.Profile.Name).ToArray();
        if (!names.Contains(name, StringComparer.Ordinal))
        {
            throw new ArgumentException(
                $"No issuer is configured as {Shown.Value(name)}; use one of {string.Join(", ", names)}.{NearestName.Hint(name, names)}", nameof(name));
        }
    }
}
