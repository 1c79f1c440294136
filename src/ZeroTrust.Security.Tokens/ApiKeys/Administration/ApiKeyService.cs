namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>
/// Changes keys in the store first and here when it is done; a revocation alone is in force here before the store is told, since nobody
/// is to gain by the time that a store takes.
/// </summary>
internal sealed class ApiKeyService(
    ApiKeyLedger ledger,
    ApiKeyTable table,
    ApiKeyFreshness freshness,
    ApiKeyGenerator generator,
    ApiKeySettings settings,
    ApiKeyAudit audit,
    TimeProvider clock) : IApiKeyService
{
    // Somebody else's change came first: that often in a row is a fault.
    private const int MaxTries = 5;

    public bool IsCurrent => freshness.IsCurrent;

    public async Task<NewApiKey> CreateAsync(ApiKeyRequest request, CancellationToken cancellationToken = default)
    {
        ApiKeyRules.Check(request);
        var lifetime = ApiKeyRules.LifetimeOf(request.Lifetime, settings);
        var (version, text) = generator.Create(clock.GetUtcNow(), lifetime);
        var record = ApiKeyChange.Create(request, version);
        try
        {
            if (!await StoreAsync(ledger.TryAddAsync(record, cancellationToken), "there is no such key").ConfigureAwait(false))
            {
                throw new ApiKeyStoreException("The store has a key with the new one's random id already. Something is wrong with it.");
            }
        }
        catch
        {
            text.Dispose();
            throw;
        }

        audit.Created(record);
        return new(record, text);
    }

    public async Task<NewApiKey?> RotateAsync(
        string id, TimeSpan overlap, TimeSpan? lifetime = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentOutOfRangeException.ThrowIfLessThan(overlap, TimeSpan.Zero);
        var (version, text) = generator.Create(clock.GetUtcNow(), ApiKeyRules.LifetimeOf(lifetime, settings));
        try
        {
            if (await ChangeAsync(id, key => ApiKeyChange.Rotate(key, version, overlap), cancellationToken).ConfigureAwait(false) is { } changed)
            {
                audit.Rotated(changed);
                return new(changed, text);
            }
        }
        catch
        {
            text.Dispose();
            throw;
        }

        text.Dispose();
        return null;
    }

    public async Task<bool> RevokeAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        var here = table.Revoke(id);
        if (here)
        {
            audit.Revoked(id);
        }

        var now = clock.GetUtcNow();
        var changed = await ChangeAsync(id, key => ApiKeyChange.Revoke(key, now), cancellationToken).ConfigureAwait(false);
        if (changed is not null && !here)
        {
            audit.Revoked(id);
        }

        return changed is not null || table.Get(id) is not null;
    }

    public async Task<bool> RemoveAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        var removed = await StoreAsync(ledger.RemoveAsync(id, cancellationToken), "the key stays").ConfigureAwait(false);
        if (removed)
        {
            audit.Removed(id);
        }

        return removed;
    }

    public IReadOnlyCollection<ApiKeyRecord> List() => table.List();

    /// <summary>Changes a key on the newest form of it; null when there is none, or nothing to change.</summary>
    private async Task<ApiKeyRecord?> ChangeAsync(string id, Func<ApiKeyRecord, ApiKeyRecord?> change, CancellationToken cancellationToken)
    {
        const string Left = "the store has the key as it was, and this process refuses it if it was to be revoked; repeat the call";
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (tries > 0 || table.Get(id) is null)
            {
                await StoreAsync(ReadAsync(cancellationToken), Left).ConfigureAwait(false);
            }

            if (table.Get(id) is not { } key || change(key) is not { } changed)
            {
                return null;
            }

            if (await StoreAsync(ledger.TryReplaceAsync(changed, cancellationToken), Left).ConfigureAwait(false))
            {
                return changed;
            }
        }

        throw new ApiKeyStoreException($"The key was changed by others {MaxTries} times in a row: {Left}.");
    }

    private async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        await ledger.RefreshAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> StoreAsync(Task<bool> work, string left)
    {
        try
        {
            return await work.ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or ApiKeyStoreException))
        {
            throw new ApiKeyStoreException($"The store of API keys failed: {left}.", exception);
        }
    }
}
