using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using ZeroTrust.Security.ConformanceTests.Vectors.KeySets;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.ConformanceTests.Vectors.Opa;

/// <summary>
/// The keys of these cases as an issuer would publish them. The library takes no PEM: a certificate or key that is one whole PEM block
/// is written as a JWK first, and anything else stays what it is, which is no key set.
/// </summary>
internal static class OpaKeys
{
    public static KeyLoad Load(OpaVector vector)
    {
        var algorithms = vector.Algorithm is null ? KeySetDocument.AllAlgorithms
            : Enum.TryParse<SignatureAlgorithm>(vector.Algorithm, out var algorithm) ? [algorithm] : [];
        var text = vector.Key.Trim();
        if (text.StartsWith('{') && text.Contains("\"keys\"", StringComparison.Ordinal))
        {
            return KeySetDocument.Read(Encoding.UTF8.GetBytes(text), algorithms, vector.Now);
        }

        // An RSA key that declares no algorithm gets the issuer's first: the one this token is to have.
        var jwk = text.StartsWith('{') ? text : FromPem(text);
        return jwk is null
            ? KeySetDocument.Read(Encoding.UTF8.GetBytes(text), algorithms)
            : KeySetDocument.ReadKey(jwk, [.. OfHeader(vector.Token, algorithms)], vector.Now);
    }

    private static IEnumerable<SignatureAlgorithm> OfHeader(string token, IReadOnlyList<SignatureAlgorithm> allowed)
    {
        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[0]));
        return header.RootElement.TryGetProperty("alg", out var name) && Enum.TryParse<SignatureAlgorithm>(name.GetString(), out var algorithm) && allowed.Contains(algorithm)
            ? [algorithm]
            : allowed;
    }

    private static string? FromPem(string text)
    {
        if (!PemEncoding.TryFind(text, out var block) || block.Location.GetOffsetAndLength(text.Length) != (0, text.Length))
        {
            return null;
        }

        try
        {
            if (text[block.Label] == "CERTIFICATE")
            {
                using var certificate = X509Certificate2.CreateFromPem(text);
                return Jwk(certificate.GetRSAPublicKey(), certificate.GetECDsaPublicKey());
            }

            return text[block.Label] == "PUBLIC KEY" ? FromPublicKey(text) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string? FromPublicKey(string text)
    {
        var key = PublicKey.CreateFromSubjectPublicKeyInfo(PemDecode(text), out _);
        return Jwk(key.GetRSAPublicKey(), key.GetECDsaPublicKey());
    }

    private static byte[] PemDecode(string text)
    {
        var block = PemEncoding.Find(text);
        return Convert.FromBase64String(text[block.Base64Data]);
    }

    private static string? Jwk(RSA? rsa, ECDsa? ec)
    {
        if (rsa is not null)
        {
            var key = rsa.ExportParameters(includePrivateParameters: false);
            return $"{{\"kty\":\"RSA\",\"n\":\"{Base64Url.EncodeToString(key.Modulus)}\",\"e\":\"{Base64Url.EncodeToString(key.Exponent)}\"}}";
        }

        if (ec is null)
        {
            return null;
        }

        var point = ec.ExportParameters(includePrivateParameters: false).Q;
        return $"{{\"kty\":\"EC\",\"crv\":\"P-{ec.KeySize}\",\"x\":\"{Base64Url.EncodeToString(point.X)}\",\"y\":\"{Base64Url.EncodeToString(point.Y)}\"}}";
    }
}
