using System.Buffers.Text;
using System.Security.Cryptography;
using ZeroTrust.Security.Tokens.Signatures;
using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Issuers;

/// <summary>Writes JWKs and key sets of real keys.</summary>
internal static class JwkText
{
    /// <summary>Two RSA keys for all tests: they are slow to make.</summary>
    public static readonly RSA SharedRsa = RSA.Create(2048);

    public static readonly RSA OtherRsa = RSA.Create(2048);

    /// <summary>A new P-256 key; <paramref name="more"/> is added as it stands, such as <c>"use":"enc"</c>.</summary>
    public static string Ec(string? keyId, string? alg = "ES256", string? more = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Ec(key, keyId, alg, more);
    }

    public static string Ec(ECDsa key, string? keyId, string? alg = "ES256", string? more = null)
    {
        var q = key.ExportParameters(includePrivateParameters: false).Q;
        var curve = key.KeySize switch { 256 => "P-256", 384 => "P-384", _ => "P-521" };
        return Join($"\"kty\":\"EC\",\"crv\":\"{curve}\",\"x\":\"{Encode(q.X!)}\",\"y\":\"{Encode(q.Y!)}\"", keyId, alg, more);
    }

    public static string Rsa(string? keyId, string? alg = "RS256", string? more = null, RSA? key = null)
    {
        var parameters = (key ?? SharedRsa).ExportParameters(includePrivateParameters: false);
        return Join($"\"kty\":\"RSA\",\"n\":\"{Encode(parameters.Modulus!)}\",\"e\":\"{Encode(parameters.Exponent!)}\"", keyId, alg, more);
    }

    /// <summary>The public half of a key that signs tokens.</summary>
    public static string Of(TestKey key) => key.Algorithm.IsRsa()
        ? Join($"\"kty\":\"RSA\",\"n\":\"{Encode(key.Rsa.Modulus!)}\",\"e\":\"{Encode(key.Rsa.Exponent!)}\"", key.KeyId, $"{key.Algorithm}", null)
        : Join($"\"kty\":\"EC\",\"crv\":\"{key.Curve.Name}\",\"x\":\"{Encode(key.Ec.Q.X!)}\",\"y\":\"{Encode(key.Ec.Q.Y!)}\"", key.KeyId, $"{key.Algorithm}", null);

    public static string Set(params string[] keys) => $"{{\"keys\":[{string.Join(',', keys)}]}}";

    public static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    private static string Join(string key, string? keyId, string? alg, string? more) =>
        "{" + key
        + (keyId is null ? "" : $",\"kid\":\"{keyId}\"")
        + (alg is null ? "" : $",\"alg\":\"{alg}\"")
        + (more is null ? "" : $",{more}")
        + "}";
}
