namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>
/// The entries for requests beyond what is configured for a client, as for each user: so many at most, the one that was not asked for
/// longest goes first. Threads may share it.
/// </summary>
internal sealed class TokenShelf(int capacity) : IDisposable
{
    /// <summary>The most entries of one process.</summary>
    public const int Capacity = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<Slot>> _slots = new(StringComparer.Ordinal);
    private readonly LinkedList<Slot> _order = new();

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _slots.Count;
            }
        }
    }

    /// <summary>The entry of a key, made when there is none.</summary>
    public TokenEntry GetOrAdd(string key, TokenFetch fetch, ServiceTokenRequest? standing)
    {
        TokenEntry? evicted = null;
        TokenEntry entry;
        lock (_gate)
        {
            if (_slots.TryGetValue(key, out var known))
            {
                _order.Remove(known);
                _order.AddFirst(known);
                return known.Value.Entry;
            }

            if (_slots.Count >= capacity)
            {
                evicted = TakeLast();
            }

            entry = new TokenEntry(fetch, standing, ended => Remove(key, ended));
            _slots.Add(key, _order.AddFirst(new Slot(key, entry)));
        }

        evicted?.Forget();
        return entry;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var slot in _order)
            {
                slot.Entry.Dispose();
            }

            _order.Clear();
            _slots.Clear();
        }
    }

    private TokenEntry TakeLast()
    {
        var last = _order.Last!;
        _order.Remove(last);
        _slots.Remove(last.Value.Key);
        return last.Value.Entry;
    }

    private void Remove(string key, TokenEntry entry)
    {
        lock (_gate)
        {
            if (_slots.TryGetValue(key, out var known) && ReferenceEquals(known.Value.Entry, entry))
            {
                _order.Remove(known);
                _slots.Remove(key);
            }
        }
    }

    private readonly record struct Slot(string Key, TokenEntry Entry);
}
