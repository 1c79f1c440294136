using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Claims;

/// <summary>Reads the permissions, scopes and roles that a token carries. Runs after the signature.</summary>
internal static class GrantClaims
{
    /// <summary>Reads permissions or roles: an array of strings, or one string that is one name.</summary>
    /// <returns>The names; null when a claim has another shape, or a name is empty.</returns>
    public static List<string>? ReadNames(JsonValue claims, IReadOnlyList<ClaimPath> paths)
    {
        var names = new List<string>();
        foreach (var path in paths)
        {
            if (!ClaimPathReading.TryFollow(claims, path, out var claim) || !TryAddNames(claim, names))
            {
                return null;
            }
        }

        return names;
    }

    /// <summary>Reads scopes, in the one shape that the issuer writes.</summary>
    /// <returns>The scopes; null when a claim has another shape, or an element is empty or no scope.</returns>
    public static List<string>? ReadScopes(JsonValue claims, IReadOnlyList<ClaimPath> paths, ScopeShape shape)
    {
        var scopes = new List<string>();
        foreach (var path in paths)
        {
            if (!ClaimPathReading.TryFollow(claims, path, out var claim))
            {
                return null;
            }

            if (claim.Exists && !(shape == ScopeShape.Array ? TryAddScopes(claim, scopes) : claim.IsText && ScopeText.TrySplit(claim.GetString(), scopes)))
            {
                return null;
            }
        }

        return scopes;
    }

    private static bool TryAddNames(JsonValue claim, List<string> names)
    {
        if (claim.IsText)
        {
            // An empty string is as good as no claim.
            if (!claim.IsEmptyText)
            {
                names.Add(claim.GetString());
            }

            return true;
        }

        foreach (var element in claim.Elements)
        {
            if (!element.IsText || element.IsEmptyText)
            {
                return false;
            }

            names.Add(element.GetString());
        }

        return claim.Kind is JsonKind.Array or JsonKind.None;
    }

    private static bool TryAddScopes(JsonValue claim, List<string> scopes)
    {
        foreach (var element in claim.Elements)
        {
            var scope = element.GetString();
            if (!ScopeText.IsScope(scope))
            {
                return false;
            }

            scopes.Add(scope);
        }

        return claim.Kind == JsonKind.Array;
    }
}
