namespace ZeroTrust.Security;

/// <summary>
/// Where a service keeps its ring of signing keys, shared by all its processes. It holds one record and replaces it as a whole; what the
/// record says is the ring's business, and the private keys in it are wrapped by an <see cref="IKeyProtector"/>. Threads may share it.
/// </summary>
/// <remarks>
/// Two promises carry everything: a record that was read or written is still there, or a newer one is, after the power has failed; and of
/// two writers that expect the same version one succeeds.
/// </remarks>
public interface IKeyRingStore
{
    /// <summary>Reads the record.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The newest record, durable; null when none was ever written.</returns>
    /// <exception cref="KeyRingStoreException">The store cannot be read, or what it holds is damaged or open to others.</exception>
    ValueTask<KeyRingRecord?> ReadAsync(CancellationToken cancellationToken = default);

    /// <summary>Replaces the record, if it is still the one that is expected.</summary>
    /// <param name="record">The new record; its version is one above <paramref name="expectedVersion"/>.</param>
    /// <param name="expectedVersion">The version of the record that it replaces; 0 when there is none.</param>
    /// <param name="cancellationToken">Ends the attempt; the record may have been replaced all the same.</param>
    /// <returns><see langword="true"/> when it is replaced and durable; <see langword="false"/> when another version is there.</returns>
    /// <exception cref="ArgumentException">The version is not one above the expected one.</exception>
    /// <exception cref="KeyRingStoreException">The store cannot be written; whether the record was replaced is not known.</exception>
    ValueTask<bool> TryReplaceAsync(KeyRingRecord record, long expectedVersion, CancellationToken cancellationToken = default);
}
