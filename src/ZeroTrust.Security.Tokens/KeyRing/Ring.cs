namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>One version of the ring: one key that signs, at most one that is to follow it, and those whose tokens may still be in use. Immutable.</summary>
internal sealed class Ring
{
    /// <exception cref="KeyRingStoreException">The keys make no ring.</exception>
    public Ring(long version, IReadOnlyList<StoredKey> keys)
    {
        (Version, Keys) = (version, keys);
        Active = Only(RingKeyState.Active) ?? throw new KeyRingStoreException("The key ring has no active key.");
        Pending = Only(RingKeyState.Pending);
        if (keys.DistinctBy(static key => key.KeyId, StringComparer.Ordinal).Count() != keys.Count)
        {
            throw new KeyRingStoreException("The key ring has a key twice.");
        }
    }

    public long Version { get; }

    public IReadOnlyList<StoredKey> Keys { get; }

    public StoredKey Active { get; }

    public StoredKey? Pending { get; }

    private StoredKey? Only(RingKeyState state)
    {
        var keys = Keys.Where(key => key.State == state).Take(2).ToArray();
        return keys.Length < 2 ? keys.FirstOrDefault() : throw new KeyRingStoreException($"The key ring has two keys that are {state}.");
    }
}
