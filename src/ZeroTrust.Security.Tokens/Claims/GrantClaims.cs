using System.Text;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Json;
using ZeroTrust.Security.Tokens.Mapping;

namespace ZeroTrust.Security.Tokens.Claims;

/// <summary>Reads the permissions, scopes and roles that a token carries. Runs after the signature.</summary>
internal static class GrantClaims
{
    /// <summary>Reads permissions or roles: an array of strings, or one string that is one name.</summary>
    /// <returns>The names; null when a claim has another shape, or a name is empty.</returns>
    public static List<string>? ReadNames(JsonValue claims, IReadOnlyList<ClaimPath> paths, TextPool pool)
    {
        var names = new List<string>();
        for (var i = 0; i < paths.Count; i++)
        {
            if (!ClaimPathReading.TryFollow(claims, paths[i], out var claim) || !TryAddNames(claim, names, pool))
            {
                return null;
            }
        }

        return names;
    }

    /// <summary>Reads scopes, in the one shape that the issuer writes.</summary>
    /// <returns>The scopes; null when a claim has another shape, or an element is empty or no scope.</returns>
    public static List<string>? ReadScopes(JsonValue claims, IReadOnlyList<ClaimPath> paths, ScopeShape shape, TextPool pool)
    {
        var scopes = new List<string>();
        for (var i = 0; i < paths.Count; i++)
        {
            if (!ClaimPathReading.TryFollow(claims, paths[i], out var claim))
            {
                return null;
            }

            if (claim.Exists && !(shape == ScopeShape.Array ? TryAddScopes(claim, scopes, pool) : claim.IsText && ScopeText.TrySplit(Utf8Of(claim), scopes, pool)))
            {
                return null;
            }
        }

        return scopes;
    }

    private static bool TryAddNames(JsonValue claim, List<string> names, TextPool pool)
    {
        if (claim.IsText)
        {
            // An empty string is as good as no claim.
            if (!claim.IsEmptyText)
            {
                names.Add(pool.Get(claim));
            }

            return true;
        }

        foreach (var element in claim.Elements)
        {
            if (!element.IsText || element.IsEmptyText)
            {
                return false;
            }

            names.Add(pool.Get(element));
        }

        return claim.Kind is JsonKind.Array or JsonKind.None;
    }

    private static bool TryAddScopes(JsonValue claim, List<string> scopes, TextPool pool)
    {
        foreach (var element in claim.Elements)
        {
            if (!element.IsText || !ScopeText.IsScope(Utf8Of(element)))
            {
                return false;
            }

            scopes.Add(pool.Get(element));
        }

        return claim.Kind == JsonKind.Array;
    }

    // Escapes in scopes are for those who like them: nobody needs one there, so decoding them may cost an array.
    private static ReadOnlySpan<byte> Utf8Of(JsonValue text) => text.HasEscapes ? Encoding.UTF8.GetBytes(text.GetString()) : text.Raw;
}
