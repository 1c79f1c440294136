using Microsoft.Extensions.Logging;
using ZeroTrust.Security.SystemRecords;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>
/// The ring of this service. Whichever process first finds a step due takes it, and the store lets one succeed. What signs and what is
/// published come from one version that this process read, or wrote, within a bound; it never goes back to an earlier one.
/// </summary>
internal sealed class ServiceKeyRing : IKeyRing, IServiceKeyPublication, IDecryptionKeys, IDisposable
{
    // Each attempt that fails is another process's success.
    private const int MaxAttempts = 20;

    private static readonly TimeSpan StoreTimeout = TimeSpan.FromSeconds(15);

    private readonly IKeyRingStore _store;
    private readonly RingTurner _turner;
    private readonly HeldRing _held;
    private readonly TimeProvider _clock;
    private readonly KeyRingChanges _changes;
    private readonly SemaphoreSlim _gate = new(1, 1);

    public ServiceKeyRing(IKeyRingStore store, IKeyProtector protector, KeyRingSettings settings, TimeProvider clock, ILogger logger, SystemEvents? events = null)
    {
        var forge = new KeyForge(protector, settings);
        (_store, _clock, _changes) = (store, clock, new(logger, events));
        _turner = new(forge, settings);
        _held = new(forge, settings, clock);
    }

    public IReadOnlyList<RingKey> Keys => _held.Newest?.Report ?? [];

    public ServiceKeyDocuments? Current => _held.Usable?.Documents;

    /// <summary>The version in use, also beyond the bound; 0 before the first.</summary>
    public long Version => _held.Newest?.Ring.Version ?? 0;

    /// <summary>The key to sign with now; null when none is at hand.</summary>
    public SigningKey? SigningNow => _held.Usable?.Signing;

    // Also beyond the bound: whoever encrypts proves nothing by it, so an old ring accepts nobody, and a message is not lost to an outage.
    public IDecryptionKey? Find(string keyId) => _held.Newest?.FindDecryption(keyId);

    /// <summary>The key to sign with now. Only before the first reading it waits.</summary>
    /// <exception cref="ServiceTokenException">There is none.</exception>
    public ValueTask<SigningKey> GetSigningKeyAsync(CancellationToken cancellationToken) =>
        SigningNow is { } key ? new(key) : GetFirstSigningKeyAsync(cancellationToken);

    /// <summary>Reads the store, and takes the steps that are due. An empty store gets its first key; one that was not empty is never taken for it.</summary>
    /// <exception cref="KeyRingStoreException">The ring cannot be read, opened or written.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            for (var attempt = 0; attempt < MaxAttempts; attempt++)
            {
                var ring = await ReadAsync(cancellationToken).ConfigureAwait(false);
                var next = ring is null
                    ? await _turner.BeginAsync(_clock.GetUtcNow(), cancellationToken).ConfigureAwait(false)
                    : await _turner.NextAsync(ring, _clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
                if (next is null || await TryReplaceAsync(next, cancellationToken).ConfigureAwait(false))
                {
                    return;
                }
            }

            throw ChangedTooOften();
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask<bool> RevokeAsync(string keyId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(keyId);
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            for (var attempt = 0; attempt < MaxAttempts; attempt++)
            {
                var ring = await ReadAsync(cancellationToken).ConfigureAwait(false);
                var next = ring is null ? null : await _turner.WithoutAsync(ring, keyId, _clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
                if (next is null)
                {
                    return false;
                }

                if (await TryReplaceAsync(next, cancellationToken).ConfigureAwait(false))
                {
                    _changes.Revoked(keyId);
                    return true;
                }
            }

            throw ChangedTooOften();
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private static KeyRingStoreException ChangedTooOften() => new($"The key ring was changed by others at each of {MaxAttempts} attempts.");

    private async ValueTask<SigningKey> GetFirstSigningKeyAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_held.Newest is null)
            {
                await RefreshAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception fault) when (fault is KeyRingStoreException or TimeoutException)
        {
            throw new ServiceTokenException(ServiceTokenFailure.NoKey, "There is no key to sign with: the key ring cannot be opened.", fault);
        }

        return SigningNow
            ?? throw new ServiceTokenException(ServiceTokenFailure.NoKey, $"There is no key to sign with: the key ring was not read for {KeyRingSettings.MaxStaleness}.");
    }

    private async ValueTask<Ring?> ReadAsync(CancellationToken cancellationToken)
    {
        var begun = _held.Begin();
        var record = await _store.ReadAsync(cancellationToken).AsTask().WaitAsync(StoreTimeout, _clock, cancellationToken).ConfigureAwait(false);
        if (record is not null)
        {
            return (await TakeAsync(record, begun, cancellationToken).ConfigureAwait(false)).Ring;
        }

        return _held.Newest is null ? null : throw new KeyRingStoreException("The key ring is gone from its store. It is not made anew while its keys are in use here.");
    }

    private async ValueTask<bool> TryReplaceAsync(Ring next, CancellationToken cancellationToken)
    {
        var begun = _held.Begin();
        var record = RingFormat.Write(next);
        var replaced = await _store.TryReplaceAsync(record, next.Version - 1, cancellationToken).AsTask()
            .WaitAsync(StoreTimeout, _clock, cancellationToken).ConfigureAwait(false);
        if (replaced)
        {
            await TakeAsync(record, begun, cancellationToken).ConfigureAwait(false);
        }

        return replaced;
    }

    private async ValueTask<KeyRingSnapshot> TakeAsync(KeyRingRecord record, HeldRing.Moment begun, CancellationToken cancellationToken)
    {
        var before = _held.Newest?.Ring;
        var taken = await _held.TakeAsync(record, begun, cancellationToken).ConfigureAwait(false);
        _changes.Tell(before, taken.Ring);
        return taken;
    }
}
