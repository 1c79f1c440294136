namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>The keys of a ring that are for one thing: at most one in use, at most one that is to follow it, and those before. Immutable.</summary>
internal sealed class RingLine
{
    /// <exception cref="KeyRingStoreException">The keys make no line.</exception>
    public RingLine(IEnumerable<StoredKey> keys)
    {
        StoredKey[] all = [.. keys];
        Active = Only(all, RingKeyState.Active);
        Pending = Only(all, RingKeyState.Pending);
    }

    public StoredKey? Active { get; }

    public StoredKey? Pending { get; }

    private static StoredKey? Only(StoredKey[] all, RingKeyState state)
    {
        var keys = all.Where(key => key.State == state).Take(2).ToArray();
        return keys.Length < 2 ? keys.FirstOrDefault() : throw new KeyRingStoreException($"The key ring has two keys that are {state}.");
    }
}
