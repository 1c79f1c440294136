using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Options;

/// <summary>The files that settings name, relative to the content root, and the documents in settings themselves.</summary>
internal sealed class SettingFiles(string contentRoot, TimeProvider time)
{
    /// <summary>The file's full path.</summary>
    public string Resolve(string file) => Path.GetFullPath(file, contentRoot);

    public void CheckKeySets(IssuerOptions issuer, SettingFaults faults)
    {
        if (issuer.JwksFile is { } file)
        {
            CheckKeySet(nameof(issuer.JwksFile), $"is {Shown.Value(file)}", ReadKeySet(file), issuer, faults);
        }

        // Not shown: what was pasted there may be a private key.
        if (issuer.Jwks is { } text)
        {
            CheckKeySet(nameof(issuer.Jwks), "is refused", Encoding.UTF8.GetBytes(text), issuer, faults);
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

    private void CheckKeySet(string name, string given, byte[]? document, IssuerOptions issuer, SettingFaults faults)
    {
        if (document is null)
        {
            faults.Add(name, $"{given}; there is no such file that can be read.");
        }
        else if (IssuerProfileCompiler.TryReadAlgorithms(issuer, out var algorithms)
            && new KeySetReader(algorithms, time).Read(document) is { Succeeded: false, Problem: { } problem })
        {
            faults.Add(name, $"{given}; use a JSON Web Key Set of public keys. {problem}");
        }
    }

    private byte[]? ReadKeySet(string file)
    {
        try
        {
            using var stream = File.OpenRead(Resolve(file));
            var buffer = new byte[KeySetReader.MaxBytes + 1];
            return buffer[..stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
        }
        catch (Exception fault) when (IsOfTheFile(fault))
        {
            return null;
        }
    }

    private bool IsReadable(string file)
    {
        try
        {
            using var stream = File.OpenRead(Resolve(file));
            return true;
        }
        catch (Exception fault) when (IsOfTheFile(fault))
        {
            return false;
        }
    }

    private static bool IsOfTheFile(Exception fault) =>
        fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;
}
