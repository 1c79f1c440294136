using System.Runtime.CompilerServices;
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
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool TryFollow(in JsonValue claims, ClaimPath path, out JsonValue value)
    {
        value = claims;
        foreach (var name in path.Names)
        {
            if (value.Kind != JsonKind.Object)
            {
                return false;
            }

            value = value.Find(name);
            if (!value.Exists)
            {
                return true;
            }
        }

        return true;
    }
}
