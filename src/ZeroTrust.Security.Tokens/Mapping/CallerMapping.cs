using ZeroTrust.Security.Tokens.Claims;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Validation;

namespace ZeroTrust.Security.Tokens.Mapping;

/// <summary>
/// Makes the caller of a verified token: who it is, and what it may do within what its issuer may assert. Only configured claims count,
/// each under its own name.
/// </summary>
internal sealed class CallerMapping(TokenMetrics metrics)
{
    /// <summary>Maps the claims.</summary>
    /// <returns>What makes the token unusable after all; with none, the caller.</returns>
    public TokenFailure TryMap(TokenClaims claims, IssuerProfile issuer, TrustSnapshot trust, out Caller? caller)
    {
        caller = null;
        var permissions = GrantClaims.ReadNames(claims.Payload, issuer.PermissionClaims);
        var roles = GrantClaims.ReadNames(claims.Payload, issuer.RoleClaims);
        var scopes = GrantClaims.ReadScopes(claims.Payload, issuer.ScopeClaims, issuer.ScopeShape);
        if (permissions is null || roles is null || scopes is null
            || !TryReadTenant(claims, issuer, out var tenant)
            || !TryReadClient(claims, issuer, out var client)
            || !TokenKind.TryRead(claims, issuer, client, out var isService)
            || ActorRule.Check(claims) != TokenFailure.None)
        {
            return TokenFailure.ClaimInvalid;
        }

        var failure = BindingRule.Check(claims);
        if (failure != TokenFailure.None)
        {
            return failure;
        }

        failure = IdentityMapping.TryMap(claims, issuer, isService, client, out var user, out var service);
        if (failure != TokenFailure.None)
        {
            return failure;
        }

        Bound(permissions, issuer, "permission", static (bounds, name) => bounds.AllowsPermission(name));
        Bound(roles, issuer, "role", static (bounds, name) => bounds.AllowsRole(name));
        Bound(scopes, issuer, "scope", static (bounds, name) => bounds.AllowsScope(name));
        if (tenant is not null && !MayName(tenant, user, issuer))
        {
            metrics.AssertionDropped(issuer.Name, "tenant");
            tenant = null;
        }

        caller = new()
        {
            User = user,
            Service = service,
            Client = client,
            Tenant = tenant,
            Permissions = new(permissions, PatternsOf(roles, trust), scopes, roles),
        };
        return TokenFailure.None;
    }

    // The tenant of a user is for the user's own issuer to name: rules compare it within that one.
    private static bool MayName(string tenant, UserIdentity? user, IssuerProfile issuer) =>
        issuer.Bounds.AllowsTenant(tenant) && (user is null || string.Equals(user.IssuerName, issuer.Name, StringComparison.Ordinal));

    private static bool TryReadTenant(TokenClaims claims, IssuerProfile issuer, out string? tenant)
    {
        tenant = null;
        if (issuer.TenantClaim is null)
        {
            return true;
        }

        if (!ClaimPathReading.TryFollow(claims.Payload, issuer.TenantClaim, out var claim) || (claim.Exists && !claim.IsText))
        {
            return false;
        }

        tenant = claim.IsText && !claim.IsEmptyText ? claim.GetString() : null;
        return true;
    }

    private static bool TryReadClient(TokenClaims claims, IssuerProfile issuer, out string? client)
    {
        var claim = ClientClaim.Find(claims, issuer);
        client = claim.IsText && !claim.IsEmptyText ? claim.GetString() : null;
        return claim.IsText || !claim.Exists;
    }

    private static List<string> PatternsOf(List<string> roles, TrustSnapshot trust)
    {
        var patterns = new List<string>();
        foreach (var role in roles)
        {
            if (trust.Roles.TryGetValue(role, out var granted))
            {
                patterns.AddRange(granted);
            }
        }

        return patterns;
    }

    private void Bound(List<string> names, IssuerProfile issuer, string kind, Func<IssuerBounds, string, bool> allows)
    {
        for (var i = names.Count - 1; i >= 0; i--)
        {
            if (!allows(issuer.Bounds, names[i]))
            {
                names.RemoveAt(i);
                metrics.AssertionDropped(issuer.Name, kind);
            }
        }
    }
}
