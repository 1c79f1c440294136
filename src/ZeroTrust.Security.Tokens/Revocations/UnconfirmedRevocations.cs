namespace ZeroTrust.Security.Tokens.Revocations;

/// <summary>
/// The revocations of this process that no reading of the store has to show yet: it began before they were stored, or they never
/// were. What is read does not take them away. Threads may share it.
/// </summary>
internal sealed class UnconfirmedRevocations
{
    private readonly Lock _gate = new();
    private readonly Dictionary<RevocationKey, Change> _changes = [];
    private long _readings;

    /// <summary>Notes that a revocation is on its way to the store.</summary>
    public void Begin(RevocationKey key)
    {
        lock (_gate)
        {
            var open = _changes.TryGetValue(key, out var change) ? change.Open : 0;
            _changes[key] = new(open + 1, long.MaxValue);
        }
    }

    /// <summary>Notes that it was stored: a reading that begins from now on has it.</summary>
    public void Stored(RevocationKey key)
    {
        lock (_gate)
        {
            if (_changes.TryGetValue(key, out var change))
            {
                _changes[key] = new(change.Open - 1, change.Open == 1 ? _readings : long.MaxValue);
            }
        }
    }

    /// <summary>Forgets one that was lifted in the store, and lifts it here before a reading can.</summary>
    /// <param name="key">The key.</param>
    /// <param name="lift">Lifts it.</param>
    /// <returns>What <paramref name="lift"/> says: whether it was in force here.</returns>
    public bool Forget(RevocationKey key, Func<bool> lift)
    {
        lock (_gate)
        {
            _changes.Remove(key);
            return lift();
        }
    }

    /// <summary>The number of a reading that begins now.</summary>
    public long BeginReading()
    {
        lock (_gate)
        {
            return ++_readings;
        }
    }

    /// <summary>Does what a reading says of a key, while no change of that key can begin or end.</summary>
    /// <param name="reading">The reading.</param>
    /// <param name="key">The key.</param>
    /// <param name="apply">Does it; told whether the reading shows all that this process did to the key.</param>
    public void Apply(long reading, RevocationKey key, Action<bool> apply)
    {
        lock (_gate)
        {
            apply(!_changes.TryGetValue(key, out var change) || change.StoredAfter < reading);
        }
    }

    /// <summary>Forgets what a reading that was applied has shown.</summary>
    public void EndReading(long reading)
    {
        lock (_gate)
        {
            foreach (var (key, change) in _changes)
            {
                if (change.StoredAfter < reading)
                {
                    _changes.Remove(key);
                }
            }
        }
    }

    /// <param name="Open">How many calls are under way, or failed.</param>
    /// <param name="StoredAfter">The last reading that began before it was stored.</param>
    private readonly record struct Change(int Open, long StoredAfter);
}
