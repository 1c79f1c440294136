namespace ZeroTrust.Security;

/// <summary>The public keys of the services that this one encrypts for. Threads may share it.</summary>
public interface IRecipientKeys
{
    /// <summary>Whether a service is configured as a recipient.</summary>
    /// <param name="service">Its name; compared ordinally.</param>
    bool Knows(string service);

    /// <summary>The key to encrypt to now. Nothing waits.</summary>
    /// <param name="service">The name of the recipient.</param>
    /// <returns>Null when it is no recipient, its key was never had, or the last one is past its bound.</returns>
    EncryptionKey? Find(string service);

    /// <summary>The same, with a wait for a fetch where there is no key at hand. All who wait share one.</summary>
    /// <param name="service">The name of the recipient.</param>
    /// <param name="cancellationToken">Ends this caller's wait, not the fetch.</param>
    /// <returns>Null when no key can be had.</returns>
    ValueTask<EncryptionKey?> FetchAsync(string service, CancellationToken cancellationToken = default);
}
