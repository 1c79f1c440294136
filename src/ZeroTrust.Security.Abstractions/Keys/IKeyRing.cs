namespace ZeroTrust.Security;

/// <summary>
/// The keys that this service signs with. Each is announced before it signs and stays published until the last token that it signed has
/// expired. Threads may share it.
/// </summary>
public interface IKeyRing
{
    /// <summary>The keys of the ring as this process last read it.</summary>
    /// <value>Empty before the first reading.</value>
    IReadOnlyList<RingKey> Keys { get; }

    /// <summary>
    /// Takes a key out of the ring at once, because it may be known to somebody else: it signs nothing more and is no longer published
    /// here, and in other processes from their next reading of the store on. When it is the active one, another signs from now on, without
    /// having been announced: services that still hold the older set fetch it anew, or refuse tokens until they do.
    /// </summary>
    /// <param name="keyId">The key's <c>kid</c>.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns><see langword="false"/> when the ring has no such key.</returns>
    /// <exception cref="KeyRingStoreException">The store cannot be read or written: the key is still in use elsewhere.</exception>
    ValueTask<bool> RevokeAsync(string keyId, CancellationToken cancellationToken = default);
}
