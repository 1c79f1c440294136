using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ZeroTrust.Security.Tokens.Options;

/// <summary>The files that settings name, relative to the content root, and the documents in settings themselves.</summary>
internal sealed class SettingFiles(string contentRoot)
{
    /// <summary>The file's full path.</summary>
    public string Resolve(string file) => Path.GetFullPath(file, contentRoot);

    public void CheckKeySets(IssuerOptions issuer, SettingFaults faults)
    {
        if (issuer.JwksFile is { } file && !IsReadable(file))
        {
            faults.Add(nameof(issuer.JwksFile), $"is {Shown.Value(file)}; there is no such file that can be read.");
        }
    }

    public void CheckCertificateAuthorities(IssuerOptions issuer, SettingFaults faults)
    {
        if (issuer.CertificateAuthoritiesFile is not { } file)
        {
            return;
        }

        if (!IsReadable(file))
        {
            faults.Add(nameof(issuer.CertificateAuthoritiesFile), $"is {Shown.Value(file)}; there is no such file that can be read.");
        }
        else if (!HoldsCertificates(Resolve(file)))
        {
            faults.Add(nameof(issuer.CertificateAuthoritiesFile), $"is {Shown.Value(file)}; it holds no certificate in PEM.");
        }
    }

    private static bool HoldsCertificates(string file)
    {
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(file);
            foreach (var certificate in certificates)
            {
                certificate.Dispose();
            }

            return certificates.Count > 0;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private bool IsReadable(string file)
    {
        try
        {
            using var stream = File.OpenRead(Resolve(file));
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
