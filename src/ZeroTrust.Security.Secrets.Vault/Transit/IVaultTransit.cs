namespace ZeroTrust.Security;

/// <summary>
/// Encrypts and signs with keys that do not leave Vault (its engine <c>transit</c>). Each call asks Vault and takes a network's time: it is for keys and small, precious data, not for each request. Threads share it.
/// </summary>
public interface IVaultTransit
{
    /// <summary>Encrypts with the newest version of a key.</summary>
    /// <param name="key">The name of the key; from settings or code, never from a request.</param>
    /// <param name="plaintext">1 byte to <see cref="VaultTransitText.MaxBytes"/>.</param>
    /// <param name="associatedData">What the data belong to: it is not stored, and without the same they do not open. Empty for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The ciphertext, which names the version of the key.</returns>
    /// <exception cref="ArgumentException"><paramref name="key"/> is no name of a key, or <paramref name="plaintext"/> is out of range.</exception>
    /// <exception cref="VaultTransitException">Vault did not do it.</exception>
    ValueTask<VaultTransitText> EncryptAsync(string key, ReadOnlyMemory<byte> plaintext, ReadOnlyMemory<byte> associatedData = default, CancellationToken cancellationToken = default);

    /// <summary>Decrypts with whichever version of the key the ciphertext names, while the key allows that.</summary>
    /// <param name="key">The name of the key; from settings or code, never from a request.</param>
    /// <param name="ciphertext">What <see cref="EncryptAsync"/> returned, here or elsewhere. It may come from anybody.</param>
    /// <param name="associatedData">What it was encrypted with.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The data, which the caller disposes; null where Vault does not open it: it was changed, is of another key or data, or of a version that is allowed no more.</returns>
    /// <exception cref="ArgumentException"><paramref name="key"/> is no name of a key.</exception>
    /// <exception cref="VaultTransitException">Vault did not do it.</exception>
    ValueTask<Secret?> DecryptAsync(string key, string ciphertext, ReadOnlyMemory<byte> associatedData = default, CancellationToken cancellationToken = default);

    /// <summary>Signs with the newest version of a key, by the algorithm that Vault takes for its type.</summary>
    /// <param name="key">The name of the key; from settings or code, never from a request.</param>
    /// <param name="data">1 byte to <see cref="VaultTransitText.MaxBytes"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The signature, which names the version of the key.</returns>
    /// <exception cref="ArgumentException"><paramref name="key"/> is no name of a key, or <paramref name="data"/> is out of range.</exception>
    /// <exception cref="VaultTransitException">Vault did not do it.</exception>
    ValueTask<VaultTransitText> SignAsync(string key, ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default);

    /// <summary>Checks a signature with whichever version of the key it names, while the key allows that.</summary>
    /// <param name="key">The name of the key; from settings or code, never from a request.</param>
    /// <param name="data">1 byte to <see cref="VaultTransitText.MaxBytes"/>.</param>
    /// <param name="signature">What <see cref="SignAsync"/> returned, here or elsewhere. It may come from anybody.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether Vault says that it is good; false, too, for what is no signature of such a key.</returns>
    /// <exception cref="ArgumentException"><paramref name="key"/> is no name of a key, or <paramref name="data"/> is out of range.</exception>
    /// <exception cref="VaultTransitException">Vault did not do it.</exception>
    ValueTask<bool> VerifyAsync(string key, ReadOnlyMemory<byte> data, string signature, CancellationToken cancellationToken = default);
}
