using System.Security.Cryptography;

namespace ZeroTrust.Security.Tokens.Signatures;

/// <summary>RSASSA-PKCS1-v1_5 and RSASSA-PSS (RFC 7518 §3.3, §3.5) by the platform.</summary>
internal sealed class RsaVerifier : VerificationKey
{
    private readonly PlatformKeyPool<PlatformKey<RSA>> _keys;
    private readonly HashAlgorithmName _hash;
    private readonly RSASignaturePadding _padding;
    private readonly int _signatureBytes;

    /// <exception cref="CryptographicException">The platform does not take the key.</exception>
    public RsaVerifier(string? keyId, SignatureAlgorithm algorithm, RSAParameters key)
        : base(keyId, algorithm)
    {
        _hash = algorithm.Hash();
        _keys = new(() => new(RSA.Create(key), _hash));
        _padding = algorithm.RsaPadding();
        _signatureBytes = key.Modulus!.Length;
    }

    public override bool Verify(ReadOnlySpan<byte> signingInput, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != _signatureBytes)
        {
            return false;
        }

        try
        {
            var key = _keys.Take();

            // What VerifyData does, with a hash that is at hand.
            var digest = key.Digest(signingInput);
            var verified = key.Key.VerifyHash(digest, signature, _hash, _padding);
            _keys.GiveBack(key);
            return verified;
        }
        catch (CryptographicException)
        {
            // Not met for any signature; should the platform fail, nothing is proven.
            return false;
        }
    }
}
