using System.Collections.Frozen;
using System.Security.Cryptography.X509Certificates;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>Whether a certificate is signed with SHA-256 or better, over a key of today's length: RSA of 2048 bits, or an elliptic curve of 256.</summary>
internal static class StrengthRule
{
    private const int MinRsaBits = 2048;
    private const int MinCurveBits = 256;

    // RSA PKCS#1 v1.5 and ECDSA with SHA-256, 384 and 512 (RFC 5758 §3.2, RFC 8017 §A.2.4).
    private static readonly FrozenSet<string> Signatures = FrozenSet.Create(
        StringComparer.Ordinal,
        "1.2.840.113549.1.1.11",
        "1.2.840.113549.1.1.12",
        "1.2.840.113549.1.1.13",
        "1.2.840.10045.4.3.2",
        "1.2.840.10045.4.3.3",
        "1.2.840.10045.4.3.4");

    public static bool IsStrong(X509Certificate2 certificate) =>
        certificate.SignatureAlgorithm.Value is { } signature && Signatures.Contains(signature) && HasStrongKey(certificate);

    private static bool HasStrongKey(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        if (rsa is not null)
        {
            return rsa.KeySize >= MinRsaBits;
        }

        using var curve = certificate.GetECDsaPublicKey();
        return curve is null || curve.KeySize >= MinCurveBits;
    }
}
