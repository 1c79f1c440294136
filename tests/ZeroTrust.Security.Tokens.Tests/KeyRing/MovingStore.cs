namespace ZeroTrust.Security.Tokens.Tests.KeyRing;

/// <summary>A store whose record the test changes behind the ring's back, and that fails when told.</summary>
internal sealed class MovingStore : IKeyRingStore
{
    public KeyRingRecord? Record { get; set; }

    public bool Fails { get; set; }

    public ValueTask<KeyRingRecord?> ReadAsync(CancellationToken cancellationToken = default) =>
        Fails ? throw new KeyRingStoreException("The store is down.") : new(Record);

    public ValueTask<bool> TryReplaceAsync(KeyRingRecord record, long expectedVersion, CancellationToken cancellationToken = default)
    {
        if (Fails)
        {
            throw new KeyRingStoreException("The store is down.");
        }

        if ((Record?.Version ?? 0) != expectedVersion)
        {
            return new(false);
        }

        Record = record;
        return new(true);
    }
}
