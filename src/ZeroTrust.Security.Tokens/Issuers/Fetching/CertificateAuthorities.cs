using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>Reads a bundle of certificate authorities that stand in place of the system's.</summary>
internal static class CertificateAuthorities
{
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    /// <summary>Reads a PEM file. Host name, dates and chain are checked as ever; only the roots differ.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="CryptographicException">The file holds no certificate, or a broken one.</exception>
    public static X509ChainPolicy ReadPolicy(string file)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.ApplicationPolicy.Add(ServerAuthentication);
        policy.CustomTrustStore.ImportFromPemFile(file);
        return policy.CustomTrustStore.Count > 0 ? policy : throw new CryptographicException($"{file} holds no certificate in PEM.");
    }
}
