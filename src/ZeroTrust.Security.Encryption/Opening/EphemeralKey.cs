using System.Security.Cryptography;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Encryption;

/// <summary>The sender's public key of one message (RFC 7518 §4.6.1.1): a point on P-256, which is checked before a private key meets it.</summary>
internal static class EphemeralKey
{
    /// <returns>The key; null when it is malformed or its point is not on the curve (CVE-2017-16007).</returns>
    public static ECDiffieHellman? TryRead(JsonValue epk)
    {
        if (!HasOnlyPublicMembers(epk)
            || !epk.Find("kty"u8).TextEquals("EC"u8)
            || !epk.Find("crv"u8).TextEquals(KeyManagementAlgorithm.Curve)
            || !TryReadCoordinate(epk.Find("x"u8), out var x)
            || !TryReadCoordinate(epk.Find("y"u8), out var y))
        {
            return null;
        }

        try
        {
            return ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = x, Y = y } });
        }
        catch (CryptographicException)
        {
            // The one fault left for the platform to find once curve and lengths are right.
            return null;
        }
    }

    private static bool TryReadCoordinate(JsonValue member, out byte[] coordinate) =>
        JwkBytes.TryRead(member, out coordinate) && coordinate.Length == KeyManagementAlgorithm.CoordinateBytes;

    private static bool HasOnlyPublicMembers(JsonValue epk)
    {
        foreach (var member in epk.Members)
        {
            var name = member.Name;
            if (!(name.TextEquals("kty"u8) || name.TextEquals("crv"u8) || name.TextEquals("x"u8) || name.TextEquals("y"u8)))
            {
                return false;
            }
        }

        return true;
    }
}
