namespace ZeroTrust.Security;

/// <summary>
/// Wraps the private keys of a ring before they are stored, and opens them. Called when a key is made or first read, never for a token.
/// Threads may share it.
/// </summary>
public interface IKeyProtector
{
    /// <summary>Wraps a key.</summary>
    /// <param name="key">The key; the protector keeps no copy.</param>
    /// <param name="context">What the key belongs to. It is not secret and not stored by the protector, and without the same one the key does not open.</param>
    /// <param name="cancellationToken">Ends the wrapping.</param>
    /// <returns>The wrapped key: worthless without the protector's own key, and no change of it goes unnoticed.</returns>
    ValueTask<byte[]> ProtectAsync(Secret key, ReadOnlyMemory<byte> context, CancellationToken cancellationToken = default);

    /// <summary>Whether a wrapped key is wrapped as <see cref="ProtectAsync"/> would wrap it now. Where it is not, such as after its key-encryption key was rotated, the ring wraps it anew.</summary>
    /// <param name="protectedKey">What <see cref="ProtectAsync"/> returned, here or in another process.</param>
    /// <returns><see langword="true"/>, the default, to leave it as it is.</returns>
    bool IsCurrent(ReadOnlyMemory<byte> protectedKey) => true;

    /// <summary>Opens a wrapped key.</summary>
    /// <param name="protectedKey">What <see cref="ProtectAsync"/> returned, here or in another process.</param>
    /// <param name="context">The context it was wrapped with.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <returns>The key; the caller disposes it.</returns>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It was wrapped with another key or context, or was changed.</exception>
    ValueTask<Secret> UnprotectAsync(ReadOnlyMemory<byte> protectedKey, ReadOnlyMemory<byte> context, CancellationToken cancellationToken = default);
}
