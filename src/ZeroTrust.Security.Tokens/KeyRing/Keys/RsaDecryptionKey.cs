using System.Security.Cryptography;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>RSAES-OAEP with SHA-256 (RFC 7518 §4.3) by the platform.</summary>
internal sealed class RsaDecryptionKey(string keyId, Secret key) : IDecryptionKey
{
    private readonly PlatformKeyPool<RSA> _keys = new(() => PrivateKey.ImportRsa(key));

    public string KeyId => keyId;

    public string Algorithm => KeyManagementAlgorithm.RsaOaep;

    public bool TryAgree(ECDiffieHellmanPublicKey ephemeral, ReadOnlySpan<byte> otherInfo, Span<byte> derived) => false;

    public bool TryDecrypt(ReadOnlySpan<byte> encrypted, Span<byte> key)
    {
        var own = _keys.Take();
        try
        {
            var opened = own.TryDecrypt(encrypted, key, RSAEncryptionPadding.OaepSHA256, out var written);
            _keys.GiveBack(own);
            return opened && written == key.Length;
        }
        catch (CryptographicException)
        {
            own.Dispose();
            return false;
        }
    }
}
