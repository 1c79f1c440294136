using System.Security.Cryptography;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>RSASSA-PKCS1-v1_5 and RSASSA-PSS (RFC 7518 §3.3, §3.5) by the platform.</summary>
internal sealed class RsaSigningKey : SigningKey
{
    private readonly PlatformKeyPool<RSA> _keys;
    private readonly HashAlgorithmName _hash;
    private readonly RSASignaturePadding _padding;

    public RsaSigningKey(string keyId, SignatureAlgorithm algorithm, Secret key)
        : base(keyId, algorithm)
    {
        _keys = new(() => PrivateKey.ImportRsa(key));
        _hash = algorithm.Hash();
        _padding = algorithm.RsaPadding();
        var first = _keys.Take();
        SignatureBytes = first.KeySize / 8;
        _keys.GiveBack(first);
    }

    public override int SignatureBytes { get; }

    public override void Sign(ReadOnlySpan<byte> signingInput, Span<byte> signature)
    {
        var key = _keys.Take();
        if (!key.TrySignData(signingInput, signature, _hash, _padding, out var written) || written != signature.Length)
        {
            throw new CryptographicException("The signature has another length than its algorithm's.");
        }

        _keys.GiveBack(key);
    }
}
