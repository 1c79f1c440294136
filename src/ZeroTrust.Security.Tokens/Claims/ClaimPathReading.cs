using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Claims;

/// <summary>Follows a configured path into the claims.</summary>
internal static class ClaimPathReading
{
    /// <summary>Follows the path.</summary>
    /// <param name="claims">The claims set.</param>
    /// <param name="path">The path.</param>
    /// <param name="value">The value there; missing when a member on the way is.</param>
    /// <returns><see langword="false"/> when something on the way is no object.</returns>
    public static bool TryFollow(JsonValue claims, ClaimPath path, out JsonValue value)
    {
        value = claims;
        for (var i = 0; i < path.Utf8Segments.Count; i++)
        {
            if (value.Kind != JsonKind.Object)
            {
                return false;
            }

            value = value.Find(path.Utf8Segments[i]);
            if (!value.Exists)
            {
                return true;
            }
        }

        return true;
    }
}
