using System.Security.Cryptography;

namespace ZeroTrust.Security;

/// <summary>One private key that opens messages and signs nothing. The key itself stays with whoever implements this. Threads may share it.</summary>
public interface IDecryptionKey
{
    /// <summary>Its <c>kid</c>.</summary>
    string KeyId { get; }

    /// <summary>Its one algorithm (RFC 7518 §4.1).</summary>
    /// <value><c>ECDH-ES+A256KW</c> or <c>RSA-OAEP-256</c>.</value>
    string Algorithm { get; }

    /// <summary>Agrees on a key with the sender of a message: one round of the Concat KDF with SHA-256 over the shared secret (RFC 7518 §4.6.2).</summary>
    /// <param name="ephemeral">The sender's key of this one message. It is on the curve.</param>
    /// <param name="otherInfo">What is hashed behind the shared secret.</param>
    /// <param name="derived">The derived key; exactly 32 bytes.</param>
    /// <returns><see langword="false"/> when the key is for another algorithm, or the two do not agree.</returns>
    bool TryAgree(ECDiffieHellmanPublicKey ephemeral, ReadOnlySpan<byte> otherInfo, Span<byte> derived);

    /// <summary>Decrypts the key of a message by RSAES-OAEP with SHA-256 (RFC 7518 §4.3).</summary>
    /// <param name="encrypted">The encrypted key.</param>
    /// <param name="key">The key of the message; exactly 32 bytes.</param>
    /// <returns><see langword="false"/> when the key is for another algorithm, or this is no such encrypted key.</returns>
    bool TryDecrypt(ReadOnlySpan<byte> encrypted, Span<byte> key);
}
