using System.Globalization;

namespace ZeroTrust.Security.Testing;

/// <summary>
/// A store of revocations for tests: give one instance to several hosts and they share what is revoked, or let it fail. Threads may
/// share it.
/// </summary>
public sealed class InMemoryRevocationStore : IRevocationStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<RevocationKey, Revocation> _held = [];
    private readonly List<RevocationKey> _changes = [];
    private readonly List<Action> _listeners = [];

    /// <summary>What every call throws, in place of doing anything.</summary>
    /// <value>Null, the default: nothing.</value>
    public Exception? Failure { get; set; }

    /// <inheritdoc/>
    public Task<RevocationChanges> ReadAsync(string? position, CancellationToken cancellationToken)
    {
        ThrowIfBroken();
        lock (_gate)
        {
            var end = _changes.Count.ToString(CultureInfo.InvariantCulture);
            if (!int.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var from) || from > _changes.Count)
            {
                return Task.FromResult(new RevocationChanges(end, IsEverything: true, [.. _held.Values], []));
            }

            var changed = _changes.Skip(from).Distinct().ToLookup(_held.ContainsKey);
            return Task.FromResult(new RevocationChanges(end, IsEverything: false, [.. changed[true].Select(key => _held[key])], [.. changed[false]]));
        }
    }

    /// <inheritdoc/>
    public Task AddAsync(Revocation revocation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(revocation);
        ThrowIfBroken();
        lock (_gate)
        {
            _held[revocation.Key] = _held.TryGetValue(revocation.Key, out var there) ? there.Widen(revocation) : revocation;
            _changes.Add(revocation.Key);
        }

        Tell();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<bool> RemoveAsync(RevocationKey key, CancellationToken cancellationToken)
    {
        ThrowIfBroken();
        bool there;
        lock (_gate)
        {
            there = _held.Remove(key);
            _changes.Add(key);
        }

        Tell();
        return Task.FromResult(there);
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

    private void Tell()
    {
        Action[] listeners;
        lock (_gate)
        {
            listeners = [.. _listeners];
        }

        Array.ForEach(listeners, static listener => listener());
    }

    private void ThrowIfBroken()
    {
        if (Failure is { } failure)
        {
            throw failure;
        }
    }

    private sealed class Listening(InMemoryRevocationStore store, Action changed) : IDisposable
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
