using ZeroTrust.Security.Tokens.Claims;
using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>The <c>nbf</c> and <c>exp</c> members that some issuers give a JWK, as NumericDate (RFC 7519 §2).</summary>
internal static class KeyLifetime
{
    /// <summary>Why the key must not be used; null when it may.</summary>
    /// <param name="jwk">The JWK.</param>
    /// <param name="now">The wall clock.</param>
    /// <param name="ends">When the key ends; null when it does not say.</param>
    public static string? FindFault(JsonValue jwk, DateTimeOffset now, out DateTimeOffset? ends)
    {
        if (!TryRead(jwk.Find("exp"u8), out ends) || !TryRead(jwk.Find("nbf"u8), out var begins))
        {
            return "its exp or nbf is malformed";
        }

        return now >= ends ? "its exp has passed" : now < begins ? "its nbf has not come" : null;
    }

    private static bool TryRead(JsonValue member, out DateTimeOffset? instant)
    {
        instant = null;
        if (!member.Exists)
        {
            return true;
        }

        if (member.Kind != JsonKind.Number || !NumericDate.TryRead(member.Raw, out var date))
        {
            return false;
        }

        instant = DateTimeOffset.FromUnixTimeSeconds(date.Seconds);
        return true;
    }
}
