using System.Buffers;
using System.Text;
using ZeroTrust.Security.Tokens.KeyRing;

namespace ZeroTrust.Security.Tokens.Minting;

/// <summary>What a request must be for a token to be minted, beside what is granted.</summary>
internal static class RequestRule
{
    private const int MaxNameLength = 64;
    private const int MaxValueLength = 1024;
    private const int MaxClaims = 16;
    private const int MaxPermissions = 64;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>Why the request cannot be met; null when it can.</summary>
    public static string? FindFault(ServiceTokenRequest request)
    {
        if (!AudienceName.IsValid(request.Audience))
        {
            return $"Its audience is not one that a token names: use {AudienceName.Accepted}.";
        }

        if (request.Lifetime is { } lifetime && (lifetime < ServiceTokensOptionsValidator.MinLifetime || lifetime > KeyRingSettings.MaxTokenLifetime))
        {
            return $"Its lifetime is {lifetime:c}; use {ServiceTokensOptionsValidator.MinLifetime:c} to {KeyRingSettings.MaxTokenLifetime:c}.";
        }

        if (request.Scopes.Count > 0)
        {
            return "It asks for scopes, which minted tokens do not carry; use permissions.";
        }

        if (request.Permissions.Count > MaxPermissions)
        {
            return $"It asks for more than {MaxPermissions} permissions.";
        }

        return request.Tenant is { } tenant && !IsText(tenant) ? "Its tenant is empty, too long or no plain text." : FindClaimFault(request.Claims);
    }

    private static string? FindClaimFault(IReadOnlyDictionary<string, string> claims)
    {
        if (claims.Count == 0)
        {
            return null;
        }

        if (claims.Count > MaxClaims)
        {
            return $"It has more than {MaxClaims} claims of its own.";
        }

        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in claims)
        {
            if (name is not { Length: > 0 and <= MaxNameLength } || name.AsSpan().ContainsAnyExcept(NameCharacters) || !seen.Add(name) || ReservedClaims.Contains(name))
            {
                return "A claim of its own has a name that is reserved, given twice, or not made of letters, digits, '_' and '-'.";
            }

            if (!IsText(value))
            {
                return "A claim of its own has a value that is empty, too long or no plain text.";
            }
        }

        return null;
    }

    private static bool IsText(string? text)
    {
        if (text is not { Length: > 0 and <= MaxValueLength })
        {
            return false;
        }

        foreach (var rune in text.EnumerateRunes())
        {
            // What is no character in the text is read as this one.
            if (Rune.IsControl(rune) || rune == Rune.ReplacementChar)
            {
                return false;
            }
        }

        return true;
    }
}
