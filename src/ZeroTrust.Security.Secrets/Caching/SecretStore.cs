namespace ZeroTrust.Security.Secrets;

/// <summary>A store, made. It ends with the container.</summary>
internal sealed class SecretStore(string name, ISecretProvider provider, SecretStoreOptions options, bool isOwned, TimeProvider clock) : IAsyncDisposable
{
    public string Name => name;

    public ISecretProvider Provider => provider;

    public SecretStoreOptions Options => options;

    public SecretCall Call { get; } = new(provider, options.CallTimeout, clock);

    public ValueTask DisposeAsync()
    {
        if (isOwned && provider is IAsyncDisposable asynchronous)
        {
            return asynchronous.DisposeAsync();
        }

        if (isOwned && provider is IDisposable disposable)
        {
            disposable.Dispose();
        }

        return default;
    }
}
