using System.Security.Cryptography;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>ECDSA with the fixed-width signature of JOSE (RFC 7518 §3.4) by the platform.</summary>
internal sealed class EcdsaSigningKey : SigningKey
{
    private const int MaxHashBytes = 64;

    private readonly PlatformKeyPool<ECDsa> _keys;
    private readonly HashAlgorithmName _hash;

    public EcdsaSigningKey(string keyId, SignatureAlgorithm algorithm, Secret key)
        : base(keyId, algorithm)
    {
        _keys = new(() => PrivateKey.ImportEcdsa(key));
        _hash = algorithm.Hash();
        SignatureBytes = 2 * PrivateKey.CurveOf(algorithm).CoordinateBytes;
    }

    public override int SignatureBytes { get; }

    public override void Sign(ReadOnlySpan<byte> signingInput, Span<byte> signature)
    {
        var key = _keys.Take();
        Span<byte> digest = stackalloc byte[MaxHashBytes];
        digest = digest[..CryptographicOperations.HashData(_hash, signingInput, digest)];
        if (!key.TrySignHash(digest, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation, out var written) || written != signature.Length)
        {
            throw new CryptographicException("The signature has another length than its algorithm's.");
        }

        _keys.GiveBack(key);
    }
}
