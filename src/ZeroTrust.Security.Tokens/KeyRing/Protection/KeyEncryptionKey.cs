using System.Security.Cryptography;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>A key that wraps keys, with a name that is derived from it and tells nothing of it.</summary>
internal sealed class KeyEncryptionKey : IDisposable
{
    private const int NameBytes = 8;

    private readonly Secret _key;
    private readonly byte[] _name;

    /// <exception cref="ArgumentException">The key is not of 32 bytes.</exception>
    public KeyEncryptionKey(Secret key)
    {
        ArgumentNullException.ThrowIfNull(key);
        _key = key.Length == AesGcmKeyProtector.KeyBytes
            ? key
            : throw new ArgumentException($"A key-encryption key has {AesGcmKeyProtector.KeyBytes} bytes.", nameof(key));
        _name = key.Reveal(0, static (bytes, _) => HMACSHA256.HashData(bytes, "zerotrust-keyring name"u8)[..NameBytes]);
    }

    public ReadOnlySpan<byte> Name => _name;

    public AesGcm CreateCipher(int tagBytes) => _key.Reveal(tagBytes, static (bytes, tagBytes) => new AesGcm(bytes, tagBytes));

    public void Dispose() => _key.Dispose();
}
