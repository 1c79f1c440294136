using System.Security.Cryptography;

namespace ZeroTrust.Security.Tokens.Signatures;

/// <summary>
/// Makes keys from the parameters of a JWK (RFC 7518 §6), and refuses weak or malformed ones with a reason. Runs when a key set is
/// loaded, never for a token.
/// </summary>
internal static class VerificationKeyFactory
{
    /// <summary>Makes an RSA key.</summary>
    /// <param name="keyId">The <c>kid</c>; null when there is none.</param>
    /// <param name="algorithm">The key's one algorithm.</param>
    /// <param name="modulus"><c>n</c>, big-endian.</param>
    /// <param name="exponent"><c>e</c>, big-endian.</param>
    /// <param name="refusal">Why there is no key.</param>
    /// <returns>The key, or null with a reason. Never throws for any input.</returns>
    public static VerificationKey? TryCreateRsa(
        string? keyId, SignatureAlgorithm algorithm, ReadOnlySpan<byte> modulus, ReadOnlySpan<byte> exponent, out KeyRefusal refusal)
    {
        modulus = modulus.TrimStart((byte)0);
        exponent = exponent.TrimStart((byte)0);
        refusal = algorithm.IsRsa() ? RsaKeyRule.Check(modulus, exponent) : KeyRefusal.AlgorithmMismatch;
        if (refusal != KeyRefusal.None)
        {
            return null;
        }

        try
        {
            return new RsaVerifier(keyId, algorithm, new() { Modulus = modulus.ToArray(), Exponent = exponent.ToArray() });
        }
        catch (CryptographicException)
        {
            refusal = KeyRefusal.PlatformRefused;
            return null;
        }
    }

    /// <summary>Makes an elliptic-curve key.</summary>
    /// <param name="keyId">The <c>kid</c>; null when there is none.</param>
    /// <param name="algorithm">The key's one algorithm.</param>
    /// <param name="curveName"><c>crv</c>.</param>
    /// <param name="x"><c>x</c>, of the curve's full length.</param>
    /// <param name="y"><c>y</c>, of the curve's full length.</param>
    /// <param name="refusal">Why there is no key.</param>
    /// <returns>The key, or null with a reason. Never throws for any input.</returns>
    public static VerificationKey? TryCreateEc(
        string? keyId, SignatureAlgorithm algorithm, string curveName, ReadOnlySpan<byte> x, ReadOnlySpan<byte> y, out KeyRefusal refusal)
    {
        var curve = EllipticCurve.Find(curveName);
        refusal = curve is null ? KeyRefusal.CurveUnknown
            : curve.Algorithm != algorithm ? KeyRefusal.AlgorithmMismatch
            : x.Length != curve.CoordinateBytes || y.Length != curve.CoordinateBytes ? KeyRefusal.CoordinateLength
            : KeyRefusal.None;
        if (refusal != KeyRefusal.None)
        {
            return null;
        }

        try
        {
            return new EcdsaVerifier(keyId, curve!, new() { Curve = curve!.Curve, Q = new() { X = x.ToArray(), Y = y.ToArray() } });
        }
        catch (CryptographicException)
        {
            // The one fault left for the platform to find once curve and lengths are right.
            refusal = KeyRefusal.PointNotOnCurve;
            return null;
        }
    }
}
