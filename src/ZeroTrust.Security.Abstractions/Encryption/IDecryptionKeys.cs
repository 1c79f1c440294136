namespace ZeroTrust.Security;

/// <summary>The keys that open what was encrypted for this service. Read for every message; threads may share it.</summary>
public interface IDecryptionKeys
{
    /// <summary>Finds a key. No private key is touched for it.</summary>
    /// <param name="keyId">The <c>kid</c> of a message, as whoever sent it wrote it; compared ordinally.</param>
    /// <returns>The key; null when there is none of that name, or none any more.</returns>
    IDecryptionKey? Find(string keyId);
}
