namespace ZeroTrust.Security.Tokens.Tests.ApiKeys;

/// <summary>A store that fails or hangs when told to.</summary>
internal sealed class FailingStore(IApiKeyStore store) : IApiKeyStore
{
    public Exception? Failure { get; set; }

    public Task? Hangs { get; set; }

    /// <summary>Runs before each replacement, as somebody else's change would.</summary>
    public Func<Task>? BeforeReplace { get; set; }

    public int Reads { get; private set; }

    public async Task<ApiKeyChanges> ReadAsync(string? position, CancellationToken cancellationToken)
    {
        Reads++;
        await FailAsync();
        return await store.ReadAsync(position, cancellationToken);
    }

    public async Task<bool> TryAddAsync(ApiKeyRecord key, CancellationToken cancellationToken)
    {
        await FailAsync();
        return await store.TryAddAsync(key, cancellationToken);
    }

    public async Task<bool> TryReplaceAsync(ApiKeyRecord key, CancellationToken cancellationToken)
    {
        await FailAsync();
        if (BeforeReplace is { } before)
        {
            await before();
        }

        return await store.TryReplaceAsync(key, cancellationToken);
    }

    public async Task<bool> RemoveAsync(string id, CancellationToken cancellationToken)
    {
        await FailAsync();
        return await store.RemoveAsync(id, cancellationToken);
    }

    public async Task TouchAsync(IReadOnlyCollection<ApiKeyUse> uses, CancellationToken cancellationToken)
    {
        await FailAsync();
        await store.TouchAsync(uses, cancellationToken);
    }

    // Tells nothing: polling must do.
    public IDisposable OnChange(Action changed) => new MemoryStream();

    private async Task FailAsync()
    {
        if (Hangs is { } hangs)
        {
            await hangs;
        }

        if (Failure is { } failure)
        {
            throw failure;
        }
    }
}
