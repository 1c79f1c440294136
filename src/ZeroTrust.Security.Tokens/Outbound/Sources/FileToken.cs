using System.Text;
using ZeroTrust.Security.Tokens.Claims;
using ZeroTrust.Security.Tokens.Compact;
using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>
/// Reads a token out of a file. Nothing is verified: <c>exp</c> serves to plan the next reading, and <c>aud</c> keeps a token that is meant
/// for another service, such as the cluster's own API, from being sent.
/// </summary>
internal static class FileToken
{
    public const int MaxBytes = 16 * 1024;

    private static readonly TokenLimits Limits = new(MaxBytes, MaxBytes);

    public static (ServiceToken? Token, string? Problem) Read(ReadOnlySpan<byte> file, string? audience)
    {
        if (file.Length > MaxBytes)
        {
            return (null, $"it is larger than {MaxBytes} bytes.");
        }

        var text = Encoding.Latin1.GetString(file).TrimEnd('\n', '\r');
        if (CompactToken.TryCut(text, Limits, out var parts) != TokenFailure.None)
        {
            return (null, "it holds no token of three parts.");
        }

        var payload = new byte[Base64UrlPart.DecodedLength(parts.Payload.Length)];
        if (!Base64UrlPart.TryDecode(parts.Payload, payload))
        {
            return (null, "its payload is no base64url.");
        }

        using var json = StrictJson.Read(payload, stackalloc JsonNode[128]);
        return json.IsObject ? Read(text, json.Root, audience) : (null, "its payload is no JSON object.");
    }

    private static (ServiceToken? Token, string? Problem) Read(string text, JsonValue claims, string? audience)
    {
        var expires = claims.Find("exp"u8);
        if (expires.Kind != JsonKind.Number || !NumericDate.TryRead(expires.Raw, out var end))
        {
            return (null, "its token has no exp.");
        }

        return audience is null || IsFor(claims.Find("aud"u8), audience)
            ? (new(text, DateTimeOffset.FromUnixTimeSeconds(end.Seconds)), null)
            : (null, $"its token is not for the audience '{audience}'.");
    }

    private static bool IsFor(JsonValue audiences, string audience)
    {
        foreach (var one in audiences.Elements)
        {
            if (one.TextEquals(audience))
            {
                return true;
            }
        }

        return audiences.TextEquals(audience);
    }
}
