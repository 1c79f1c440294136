using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>
/// The certificate a JWK may carry (RFC 7517 §4.7). It proves nothing here, since no chain is built; but a key that contradicts its own
/// certificate, or outlives it, is not used.
/// </summary>
internal static class KeyCertificate
{
    /// <summary>Why the key must not be used; null when it may.</summary>
    /// <param name="jwk">The JWK.</param>
    /// <param name="key">Its parameters.</param>
    /// <param name="now">The wall clock.</param>
    /// <param name="ends">When the certificate ends; null without one.</param>
    public static string? FindFault(JsonValue jwk, PublicJwk key, DateTimeOffset now, out DateTimeOffset? ends)
    {
        ends = null;
        var chain = jwk.Find("x5c"u8);
        if (!chain.Exists)
        {
            return null;
        }

        var encoded = FindFirst(chain);
        var bytes = new byte[encoded.Length];
        if (encoded.Length == 0 || !Convert.TryFromBase64String(encoded, bytes, out var written))
        {
            return Malformed;
        }

        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(bytes.AsSpan(0, written));
            ends = new(certificate.NotAfter.ToUniversalTime());
            return !IsFor(certificate, key) ? "its x5c is for another key"
                : now >= ends ? "its x5c has expired"
                : now.UtcDateTime < certificate.NotBefore.ToUniversalTime() ? "its x5c is not valid yet"
                : null;
        }
        catch (CryptographicException)
        {
            return Malformed;
        }
    }

    private const string Malformed = "its x5c is malformed";

    private static string FindFirst(JsonValue chain)
    {
        var elements = chain.Elements.GetEnumerator();
        return elements.MoveNext() ? elements.Current.GetString() : "";
    }

    private static bool IsFor(X509Certificate2 certificate, PublicJwk key)
    {
        using var rsa = certificate.GetRSAPublicKey();
        if (rsa is not null)
        {
            return key.Is(rsa.ExportParameters(includePrivateParameters: false));
        }

        using var ec = certificate.GetECDsaPublicKey();
        return ec is not null && key.Is(ec.ExportParameters(includePrivateParameters: false));
    }
}
