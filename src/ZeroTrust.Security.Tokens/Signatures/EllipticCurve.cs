using System.Security.Cryptography;

namespace ZeroTrust.Security.Tokens.Signatures;

/// <summary>A curve and the one algorithm that goes with it (RFC 7518 §3.4, §6.2.1.1).</summary>
/// <param name="Name">The value of <c>crv</c>.</param>
/// <param name="Curve">The platform's curve.</param>
/// <param name="Algorithm">The algorithm.</param>
/// <param name="CoordinateBytes">The exact length of a coordinate, and of each half of a signature.</param>
internal sealed record EllipticCurve(string Name, ECCurve Curve, SignatureAlgorithm Algorithm, int CoordinateBytes)
{
    private static readonly EllipticCurve[] All =
    [
        new("P-256", ECCurve.NamedCurves.nistP256, SignatureAlgorithm.ES256, 32),
        new("P-384", ECCurve.NamedCurves.nistP384, SignatureAlgorithm.ES384, 48),
        new("P-521", ECCurve.NamedCurves.nistP521, SignatureAlgorithm.ES512, 66),
    ];

    /// <summary>The curve of that name, compared ordinally; null for any other.</summary>
    public static EllipticCurve? Find(string name) => Array.Find(All, curve => string.Equals(curve.Name, name, StringComparison.Ordinal));
}
