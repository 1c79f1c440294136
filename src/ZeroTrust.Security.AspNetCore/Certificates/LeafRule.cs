using System.Security.Cryptography.X509Certificates;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>
/// Whether a certificate says that it is a client's: extended key usage <c>clientAuth</c> in so many words (RFC 5280 §4.2.1.12), no
/// authority's, and with a key that may sign. A certificate that leaves its use open is not one.
/// </summary>
internal static class LeafRule
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    public static bool IsForClients(X509Certificate2 certificate)
    {
        var named = false;
        foreach (var extension in certificate.Extensions)
        {
            switch (extension)
            {
                case X509EnhancedKeyUsageExtension uses:
                    named |= uses.EnhancedKeyUsages.Cast<System.Security.Cryptography.Oid>().Any(static use => use.Value == ClientAuthentication);
                    break;
                case X509BasicConstraintsExtension { CertificateAuthority: true }:
                case X509KeyUsageExtension usage when !usage.KeyUsages.HasFlag(X509KeyUsageFlags.DigitalSignature) || usage.KeyUsages.HasFlag(X509KeyUsageFlags.KeyCertSign):
                    return false;
            }
        }

        return named;
    }
}
