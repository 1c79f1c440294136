using System.Security.Cryptography;

namespace ZeroTrust.Security.Encryption;

/// <summary>
/// Gets the key of a message with the private key that it was encrypted to. A failure is not told here: the content is then decrypted with a
/// random key and fails as if it were changed, so that nobody learns which it was (RFC 7516 §11.5).
/// </summary>
internal static class MessageKey
{
    private static readonly byte[] OtherInfo = ConcatKdf.OtherInfo(KeyManagementAlgorithm.EcdhEs, [], [], ConcatKdf.DerivedBytes * 8);

    /// <param name="own">The private key.</param>
    /// <param name="ephemeral">The sender's key; null when the algorithm has none.</param>
    /// <param name="encrypted">The encrypted key.</param>
    /// <param name="key">The key of the message, or a random one.</param>
    public static void Open(IDecryptionKey own, ECDiffieHellman? ephemeral, ReadOnlySpan<byte> encrypted, Span<byte> key)
    {
        Span<byte> opened = stackalloc byte[ContentCipher.KeyBytes];
        RandomNumberGenerator.Fill(key);
        try
        {
            if (ephemeral is null ? own.TryDecrypt(encrypted, opened) : TryAgree(own, ephemeral, encrypted, opened))
            {
                opened.CopyTo(key);
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(opened);
        }
    }

    /// <summary>Makes the wrapping key of a message to be sealed; the caller zeroes it.</summary>
    public static byte[] Agree(ECDiffieHellman ephemeral, ECDiffieHellman recipient) => ConcatKdf.Derive(ephemeral, recipient.PublicKey, OtherInfo);

    private static bool TryAgree(IDecryptionKey own, ECDiffieHellman ephemeral, ReadOnlySpan<byte> wrapped, Span<byte> key)
    {
        var wrapping = new byte[ConcatKdf.DerivedBytes];
        try
        {
            using var other = ephemeral.PublicKey;
            return own.TryAgree(other, OtherInfo, wrapping) && KeyWrap.TryUnwrap(wrapping, wrapped, key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(wrapping);
        }
    }
}
