namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>
/// One version of the ring: one key that signs, at most one that is to follow it, and those whose tokens may still be in use; and, where this
/// service is encrypted to, the same of keys that open. Immutable.
/// </summary>
internal sealed class Ring
{
    /// <exception cref="KeyRingStoreException">The keys make no ring.</exception>
    public Ring(long version, IReadOnlyList<StoredKey> keys)
    {
        (Version, Keys) = (version, keys);
        Signing = new(keys.Where(static key => !key.Algorithm.IsForEncryption));
        Encryption = new(keys.Where(static key => key.Algorithm.IsForEncryption));
        Active = Signing.Active ?? throw new KeyRingStoreException("The key ring has no active key.");
        if (keys.DistinctBy(static key => key.KeyId, StringComparer.Ordinal).Count() != keys.Count)
        {
            throw new KeyRingStoreException("The key ring has a key twice.");
        }
    }

    public long Version { get; }

    public IReadOnlyList<StoredKey> Keys { get; }

    /// <summary>The keys that sign; one of them is active.</summary>
    public RingLine Signing { get; }

    /// <summary>The keys that open; none where nobody encrypts to this service.</summary>
    public RingLine Encryption { get; }

    /// <summary>The key that signs.</summary>
    public StoredKey Active { get; }

    /// <summary>The key that is to sign next.</summary>
    public StoredKey? Pending => Signing.Pending;
}
