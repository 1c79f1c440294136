namespace ZeroTrust.Security.AspNetCore.Authorization;

/// <summary>
/// Questions to a verified token that its principal would answer the same, in the framework's own comparisons. The lists are the
/// application's and are read each time, as the framework reads them.
/// </summary>
internal static class TokenClaims
{
    /// <summary>Whether <c>IsInRole</c> holds for one of the roles.</summary>
    public static bool HasAnyRole(VerifiedToken token, IEnumerable<string> roles)
    {
        foreach (var role in roles)
        {
            // The framework throws for a null role: that is for the framework to do.
            if (role is null || token.Caller.Permissions.Roles.Contains(role))
            {
                return role is not null;
            }
        }

        return false;
    }

    /// <summary>Whether there is a claim of the type, its case ignored, with one of the values; any value where none are given.</summary>
    public static bool HasClaim(VerifiedToken token, string type, IEnumerable<string>? values)
    {
        for (var i = 0; i < token.Claims.Count; i++)
        {
            var claim = token.Claims[i];
            if (string.Equals(claim.Name, type, StringComparison.OrdinalIgnoreCase)
                && !string.Equals(claim.Name, ZeroTrustDefaults.RoleClaimType, StringComparison.Ordinal)
                && (values is null || Contains(values, claim.Value)))
            {
                return true;
            }
        }

        return string.Equals(type, ZeroTrustDefaults.RoleClaimType, StringComparison.OrdinalIgnoreCase)
            && (values is null ? token.Caller.Permissions.Roles.Count > 0 : HasAnyRole(token, values));
    }

    /// <summary>Whether the first <c>sub</c> is the name.</summary>
    public static bool IsNamed(VerifiedToken token, string name)
    {
        for (var i = 0; i < token.Claims.Count; i++)
        {
            if (string.Equals(token.Claims[i].Name, "sub", StringComparison.Ordinal))
            {
                return string.Equals(token.Claims[i].Value, name, StringComparison.Ordinal);
            }
        }

        return false;
    }

    private static bool Contains(IEnumerable<string> values, string value)
    {
        foreach (var one in values)
        {
            if (string.Equals(one, value, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
