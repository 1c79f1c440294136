using System.Security.Cryptography;

namespace ZeroTrust.Security.Tokens.Signatures;

/// <summary>ECDSA with the fixed-width signature of JOSE (RFC 7518 §3.4) by the platform.</summary>
internal sealed class EcdsaVerifier : VerificationKey
{
    private const int MaxHashBytes = 64;

    private readonly PlatformKeyPool<ECDsa> _keys;
    private readonly HashAlgorithmName _hash;
    private readonly int _signatureBytes;

    /// <exception cref="CryptographicException">The point is not on the curve.</exception>
    public EcdsaVerifier(string? keyId, EllipticCurve curve, ECParameters key)
        : base(keyId, curve.Algorithm)
    {
        _keys = new(() => ECDsa.Create(key));
        _hash = curve.Algorithm.Hash();
        _signatureBytes = 2 * curve.CoordinateBytes;
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

            // Hashed here and verified by the overload whose one form is JOSE's, r and s of fixed width: the platform does the same for
            // VerifyData, and allocates 200 bytes more.
            Span<byte> digest = stackalloc byte[MaxHashBytes];
            digest = digest[..CryptographicOperations.HashData(_hash, signingInput, digest)];
            var verified = key.VerifyHash(digest, signature);
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
