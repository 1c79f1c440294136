using System.Diagnostics.CodeAnalysis;
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

    public void CheckKeySets(IssuerOptions issuer, SettingFaults faults, KeySetReader? reader)
    {
        if (issuer.JwksFile is { } file)
        {
            CheckKeySet(nameof(issuer.JwksFile), $"is {Shown.Value(file)}", ReadKeySet(file), reader ?? ReaderOf(issuer), faults);
        }

        // Not shown: what was pasted there may be a private key.
        if (issuer.Jwks is { } text)
        {
            CheckKeySet(nameof(issuer.Jwks), "is refused", Encoding.UTF8.GetBytes(text), reader ?? ReaderOf(issuer), faults);
        }
    }

    public void CheckCertificateAuthorities(string? file, SettingFaults faults)
    {
        if (CheckReadable(nameof(IssuerOptions.CertificateAuthoritiesFile), file, faults) && !HoldsCertificates(Resolve(file)))
        {
            faults.Add(nameof(IssuerOptions.CertificateAuthoritiesFile), $"is {Shown.Value(file)}; it holds no certificate in PEM.");
        }
    }

    /// <summary>Whether a file is named and can be read; one that is named and cannot be read is a fault.</summary>
    public bool CheckReadable(string name, [NotNullWhen(true)] string? file, SettingFaults faults)
    {
        if (file is null || IsReadable(file))
        {
            return file is not null;
        }

        faults.Add(name, $"is {Shown.Value(file)}; there is no such file that can be read.");
        return false;
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

    private static void CheckKeySet(string name, string given, byte[]? document, KeySetReader? reader, SettingFaults faults)
    {
        if (document is null)
        {
            faults.Add(name, $"{given}; there is no such file that can be read.");
        }
        else if (reader?.Read(document) is { Succeeded: false, Problem: { } problem })
        {
            faults.Add(name, $"{given}; use a JSON Web Key Set of public keys. {problem}");
        }
    }

    // Where the algorithms are wrong, that is told instead.
    private KeySetReader? ReaderOf(IssuerOptions issuer) =>
        IssuerProfileCompiler.TryReadAlgorithms(issuer, out var algorithms) ? new(algorithms, time) : null;

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
