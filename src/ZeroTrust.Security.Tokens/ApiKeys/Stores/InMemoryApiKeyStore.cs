using System.Globalization;
using ZeroTrust.Security.Tokens.ApiKeys;

namespace ZeroTrust.Security;

/// <summary>
/// Keeps API keys for as long as the process lives, for tests and for keys that are made at each start. Give one instance to several
/// hosts and they share its keys. Threads may share it.
/// </summary>
public sealed class InMemoryApiKeyStore : IApiKeyStore
{
    private readonly Lock _gate = new();
    private readonly ApiKeySet _keys = new([]);
    private readonly List<string> _changes = [];
    private readonly List<Action> _listeners = [];

    /// <inheritdoc/>
    public Task<ApiKeyChanges> ReadAsync(string? position, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var end = _changes.Count.ToString(CultureInfo.InvariantCulture);
            if (!int.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var from) || from > _changes.Count)
            {
                return Task.FromResult(new ApiKeyChanges(end, IsEverything: true, [.. _keys.All], []));
            }

            var changed = _changes.Skip(from).Distinct(StringComparer.Ordinal).ToLookup(id => _keys.Find(id) is not null);
            return Task.FromResult(new ApiKeyChanges(end, IsEverything: false, [.. changed[true].Select(id => _keys.Find(id)!)], [.. changed[false]]));
        }
    }

    /// <inheritdoc/>
    public Task<bool> TryAddAsync(ApiKeyRecord key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Task.FromResult(Change(key.Id, () => _keys.TryAdd(key)));
    }

    /// <inheritdoc/>
    public Task<bool> TryReplaceAsync(ApiKeyRecord key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Task.FromResult(Change(key.Id, () => _keys.TryReplace(key)));
    }

    /// <inheritdoc/>
    public Task<bool> RemoveAsync(string id, CancellationToken cancellationToken) => Task.FromResult(Change(id, () => _keys.Remove(id)));

    /// <inheritdoc/>
    public Task TouchAsync(IReadOnlyCollection<ApiKeyUse> uses, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(uses);
        lock (_gate)
        {
            _keys.Touch(uses);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public IDisposable OnChange(Action changed)
    {
        lock (_gate)
        {
            _listeners.Add(changed);
        }

        return new Listening(this, changed);
    }

    private bool Change(string id, Func<bool> change)
    {
        Action[] listeners;
        lock (_gate)
        {
            if (!change())
            {
                return false;
            }

            _changes.Add(id);
            listeners = [.. _listeners];
        }

        Array.ForEach(listeners, static listener => listener());
        return true;
    }

    private sealed class Listening(InMemoryApiKeyStore store, Action changed) : IDisposable
    {
        public void Dispose()
        {
            lock (store._gate)
            {
                store._listeners.Remove(changed);
            }
        }
    }
}
