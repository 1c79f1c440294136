using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace ZeroTrust.Security.Secrets.Aws.Tests;

/// <summary>
/// Signature Version 4 once more, written from its description and with none of the code under test: the canonical request of what arrived, the text to sign, the derived key. It is itself held to
/// the documented examples.
/// </summary>
internal static class RequestCheck
{
    public static string Signature(
        string method, string query, IReadOnlyList<(string Name, string Value)> headers, byte[] body, string secretKey, (string Date, string Region, string Service) scope, string at)
    {
        var canonical = $"{method}\n/\n{query}\n{string.Concat(headers.Select(static header => $"{header.Name}:{header.Value}\n"))}\n{string.Join(';', headers.Select(static header => header.Name))}\n{Hash(body)}";
        var text = $"AWS4-HMAC-SHA256\n{at}\n{scope.Date}/{scope.Region}/{scope.Service}/aws4_request\n{Hash(Encoding.UTF8.GetBytes(canonical))}";
        var key = Encoding.UTF8.GetBytes("AWS4" + secretKey);
        foreach (var part in new[] { scope.Date, scope.Region, scope.Service, "aws4_request" })
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }

    /// <returns>The type of the error that AWS answers with, or null where the request is signed as it should be.</returns>
    public static string? Check(HttpRequest request, byte[] body, (string AccessKey, string SecretKey, string? Token) identity, string region, DateTimeOffset now)
    {
        const string algorithm = "AWS4-HMAC-SHA256 ";
        var authorization = request.Headers.Authorization.ToString();
        if (!authorization.StartsWith(algorithm, StringComparison.Ordinal))
        {
            return "MissingAuthenticationTokenException";
        }

        var parts = authorization[algorithm.Length..].Split(',', StringSplitOptions.TrimEntries).Select(static part => part.Split('=', 2)).ToDictionary(static part => part[0], static part => part[1], StringComparer.Ordinal);
        var credential = parts["Credential"].Split('/');
        var at = request.Headers["x-amz-date"].ToString();
        if (credential.Length != 5 || credential[0] != identity.AccessKey || request.Headers["x-amz-security-token"] != (identity.Token is null ? StringValues.Empty : new(identity.Token)))
        {
            return "UnrecognizedClientException";
        }

        var names = parts["SignedHeaders"].Split(';');
        var needed = request.Headers.Keys.Select(static name => name.ToLowerInvariant()).Where(static name => name.StartsWith("x-amz-", StringComparison.Ordinal)).Append("host").Append("content-type");
        var signedAt = DateTimeOffset.ParseExact(at, "yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal);
        if (credential[1] != at[..8] || credential[2] != region || credential[3] != "secretsmanager" || credential[4] != "aws4_request" || (now - signedAt).Duration() > TimeSpan.FromMinutes(5)
            || needed.Except(names, StringComparer.Ordinal).Any() || !names.Order(StringComparer.Ordinal).SequenceEqual(names))
        {
            return "InvalidSignatureException";
        }

        var headers = names.Select(name => (name, name == "host" ? request.Host.Value! : request.Headers[name].ToString().Trim())).ToArray();
        return parts["Signature"] == Signature(request.Method, request.QueryString.Value!.TrimStart('?'), headers, body, identity.SecretKey, (credential[1], region, "secretsmanager"), at) ? null : "InvalidSignatureException";
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
