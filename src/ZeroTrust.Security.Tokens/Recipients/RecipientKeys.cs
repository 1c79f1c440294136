using System.Collections.Frozen;
using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Recipients;

/// <summary>
/// The keys of the recipients, fetched and kept as those of issuers are: under the same guard, in one flight, ahead of need, and for a
/// bounded time without a fetch. Threads may share it.
/// </summary>
internal sealed class RecipientKeys(IEnumerable<IssuerKeys> recipients) : IRecipientKeys, IDisposable, IAsyncDisposable
{
    private readonly FrozenDictionary<string, IssuerKeys> _keys = recipients.ToFrozenDictionary(static keys => keys.Settings.IssuerName, StringComparer.Ordinal);

    /// <summary>Begins to fetch.</summary>
    public void Start()
    {
        foreach (var keys in _keys.Values)
        {
            keys.Start();
        }
    }

    public bool Knows(string service) => _keys.ContainsKey(service);

    public EncryptionKey? Find(string service) => _keys.TryGetValue(service, out var keys) ? keys.Current?.Sealing : null;

    public async ValueTask<EncryptionKey?> FetchAsync(string service, CancellationToken cancellationToken = default)
    {
        if (!_keys.TryGetValue(service, out var keys))
        {
            return null;
        }

        if (keys.Current is null)
        {
            await keys.FetchForAsync(null, cancellationToken).ConfigureAwait(false);
        }

        return keys.Current?.Sealing;
    }

    public void Dispose()
    {
        foreach (var keys in _keys.Values)
        {
            keys.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var keys in _keys.Values)
        {
            await keys.DisposeAsync().ConfigureAwait(false);
        }
    }
}
