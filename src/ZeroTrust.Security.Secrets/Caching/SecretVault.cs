using System.Collections.Concurrent;

namespace ZeroTrust.Security.Secrets;

/// <summary>All secrets that are kept fresh, one entry for each, whatever the number of its handles.</summary>
internal sealed class SecretVault : ISecrets, IAsyncDisposable, IDisposable
{
    private readonly Dictionary<string, SecretStore> _stores;
    private readonly ConcurrentDictionary<(string Store, string Name), Lazy<SecretEntry>> _entries = new();
    private readonly SecretPlan _plan;
    private readonly SecretReport _report;
    private readonly TimeProvider _clock;
    private SoughtValues? _sought;

    public SecretVault(IEnumerable<SecretStore> stores, SecretPlan plan, SecretReport report, SecretMetrics metrics, TimeProvider clock)
    {
        _stores = stores.ToDictionary(static store => store.Name, StringComparer.Ordinal);
        _plan = plan;
        _report = report;
        _clock = clock;
        metrics.Begin(() => Entries);
    }

    /// <summary>What is kept fresh now.</summary>
    public IEnumerable<SecretEntry> Entries => _entries.Values.Where(static entry => entry.IsValueCreated).Select(static entry => entry.Value);

    /// <summary>Has every secret that is kept fresh, now and later, masked in logs.</summary>
    public void Watch(SoughtValues sought)
    {
        Volatile.Write(ref _sought, sought);
        foreach (var entry in Entries)
        {
            entry.Watch(sought);
        }
    }

    public bool HasStore(string name) => _stores.ContainsKey(name);

    public ISecretHandle GetHandle(SecretRef reference) => Find(reference);

    public SecretHandle Find(SecretRef reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var store = _stores.GetValueOrDefault(reference.Store) ?? throw new ArgumentException($"There is no store '{reference.Store}': add it with AddSecrets.", nameof(reference));
        var entry = _entries.GetOrAdd((reference.Store, reference.Name), static (key, made) => new(() => made.Vault.Begin(made.Store, key.Name)), (Vault: this, Store: store));

        // After it can be seen among all: whoever begins to watch meanwhile finds it, or is found here.
        if (Volatile.Read(ref _sought) is { } sought)
        {
            entry.Value.Watch(sought);
        }

        return entry.Value.HandleOf(reference);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var entry in Entries)
        {
            await entry.DisposeAsync().ConfigureAwait(false);
        }

        foreach (var store in _stores.Values)
        {
            await store.DisposeAsync().ConfigureAwait(false);
        }
    }

    // Not every container waits: what it begins goes on by itself.
    public void Dispose() => _ = DisposeAsync().AsTask();

    private SecretEntry Begin(SecretStore store, string name)
    {
        var entry = new SecretEntry(store, name, _plan, _report, _clock);
        _ = entry.AskAsync(rejected: false, out _);
        return entry;
    }
}
