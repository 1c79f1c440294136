using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>Makes a bundle of files in PEM (RFC 7468): certificates of authorities and nothing else, whole or not at all.</summary>
internal static class TrustBundleReader
{
    public const int MaxCertificates = 512;

    private const string CertificateLabel = "CERTIFICATE";

    /// <param name="path">A file, or a directory.</param>
    /// <param name="known">The bundle in force: when nothing has changed, neither bundle nor problem comes back.</param>
    public static BundleReading Read(string path, TrustBundle? known = null)
    {
        var problem = BundleFiles.Read(path, out var texts, out var digest);
        if (problem is not null || known?.IsMadeOf(digest) == true)
        {
            return new(null, problem);
        }

        var (roots, intermediates) = (new X509Certificate2Collection(), new X509Certificate2Collection());
        foreach (var text in texts)
        {
            problem ??= ReadText(text, roots, intermediates);
        }

        problem ??= roots.Count == 0 ? "it holds no root: a self-issued certificate of an authority." : null;
        return problem is null ? new(new(roots, intermediates, digest), null) : new(null, problem);
    }

    private static string? ReadText(ReadOnlySpan<char> text, X509Certificate2Collection roots, X509Certificate2Collection intermediates)
    {
        var found = 0;
        while (PemEncoding.TryFind(text, out var fields))
        {
            if (!text[fields.Label].SequenceEqual(CertificateLabel))
            {
                return "it holds something else than certificates in PEM.";
            }

            if (ReadCertificate(text[fields.Base64Data], roots, intermediates) is { } problem)
            {
                return problem;
            }

            found++;
            text = text[fields.Location.End..];
        }

        return found == 0 || text.Contains("-----BEGIN", StringComparison.Ordinal) ? "a file in it holds no certificate in PEM, or half of one." : null;
    }

    private static string? ReadCertificate(ReadOnlySpan<char> base64, X509Certificate2Collection roots, X509Certificate2Collection intermediates)
    {
        var der = new byte[base64.Length];
        if (roots.Count + intermediates.Count == MaxCertificates)
        {
            return $"it holds more than {MaxCertificates} certificates.";
        }

        try
        {
            var certificate = Convert.TryFromBase64Chars(base64, der, out var length) ? X509CertificateLoader.LoadCertificate(der.AsSpan(0, length)) : null;
            if (certificate is null || !IsAuthority(certificate))
            {
                certificate?.Dispose();
                return "it holds a certificate that is no authority's (basic constraints).";
            }

            var isRoot = certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
            (isRoot ? roots : intermediates).Add(certificate);
            return null;
        }
        catch (CryptographicException)
        {
            return "it holds a certificate that cannot be read.";
        }
    }

    private static bool IsAuthority(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().SingleOrDefault() is { CertificateAuthority: true };
}
