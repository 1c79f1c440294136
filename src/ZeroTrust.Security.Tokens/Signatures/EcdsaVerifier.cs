using System.Security.Cryptography;

namespace ZeroTrust.Security.Tokens.Signatures;

/// <summary>ECDSA with the fixed-width signature of JOSE (RFC 7518 §3.4) by the platform.</summary>
internal sealed class EcdsaVerifier : VerificationKey
{
    private readonly PlatformKeyPool<PlatformKey<ECDsa>> _keys;
    private readonly int _signatureBytes;

    /// <exception cref="CryptographicException">The point is not on the curve.</exception>
    public EcdsaVerifier(string? keyId, EllipticCurve curve, ECParameters key)
        : base(keyId, curve.Algorithm)
    {
        _keys = new(() => new(ECDsa.Create(key), curve.Algorithm.Hash()));
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
            var digest = key.Digest(signingInput);
            var verified = key.Key.VerifyHash(digest, signature);
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
