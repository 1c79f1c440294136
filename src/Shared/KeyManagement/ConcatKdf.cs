using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ZeroTrust.Security.KeyManagement;

/// <summary>The key derivation of ECDH-ES: one round of the Concat KDF with SHA-256 (RFC 7518 §4.6.2, NIST SP 800-56A §5.8.1). The platform agrees and hashes in one step.</summary>
internal static class ConcatKdf
{
    /// <summary>The length of what one round derives.</summary>
    public const int DerivedBytes = SHA256.HashSizeInBytes;

    private static readonly byte[] FirstRound = [0, 0, 0, 1];

    /// <summary>What is hashed behind the shared secret.</summary>
    /// <param name="algorithm">With key wrap the <c>alg</c>, without it the <c>enc</c>.</param>
    /// <param name="producer">The octets of <c>apu</c>.</param>
    /// <param name="recipient">The octets of <c>apv</c>.</param>
    /// <param name="keyBits">The length of the key; at most 256.</param>
    public static byte[] OtherInfo(string algorithm, ReadOnlySpan<byte> producer, ReadOnlySpan<byte> recipient, int keyBits) =>
        [.. Measured(Encoding.ASCII.GetBytes(algorithm)), .. Measured(producer), .. Measured(recipient), .. Number(keyBits)];

    /// <summary>Agrees and derives; the caller zeroes what it gets.</summary>
    /// <exception cref="CryptographicException">The keys do not agree.</exception>
    public static byte[] Derive(ECDiffieHellman own, ECDiffieHellmanPublicKey other, byte[] otherInfo) =>
        own.DeriveKeyFromHash(other, HashAlgorithmName.SHA256, FirstRound, otherInfo);

    private static byte[] Measured(ReadOnlySpan<byte> data) => [.. Number(data.Length), .. data];

    private static byte[] Number(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
