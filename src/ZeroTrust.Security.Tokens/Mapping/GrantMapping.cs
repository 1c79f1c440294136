using ZeroTrust.Security.Tokens.Claims;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Mapping;

/// <summary>Makes of a token's permissions, roles and scopes what its issuer may assert, with what the role table adds.</summary>
internal sealed class GrantMapping(TextPool names)
{
    /// <summary>Maps the grants of a verified token.</summary>
    /// <returns>The grants, which other tokens may share; null when a claim has the wrong shape.</returns>
    public MappedGrants? Map(in JsonValue claims, IssuerProfile issuer, TrustSnapshot trust)
    {
        Span<byte> room = stackalloc byte[GrantPool.MaxKeyBytes];
        if (!GrantKey.TryWrite(claims, issuer, room, out var length))
        {
            return Build(claims, issuer, trust);
        }

        var key = room[..length];
        if (trust.Grants.Find(issuer, key) is { } known)
        {
            return known;
        }

        var grants = Build(claims, issuer, trust);
        if (grants is not null)
        {
            trust.Grants.Keep(issuer, key, grants);
        }

        return grants;
    }

    private MappedGrants? Build(in JsonValue claims, IssuerProfile issuer, TrustSnapshot trust)
    {
        var permissions = GrantClaims.ReadNames(claims, issuer.PermissionClaims, names);
        var roles = GrantClaims.ReadNames(claims, issuer.RoleClaims, names);
        var scopes = GrantClaims.ReadScopes(claims, issuer.ScopeClaims, issuer.ScopeShape, names);
        if (permissions is null || roles is null || scopes is null)
        {
            return null;
        }

        var droppedPermissions = Drop(permissions, issuer.Bounds, static (bounds, name) => bounds.AllowsPermission(name));
        var droppedRoles = Drop(roles, issuer.Bounds, static (bounds, name) => bounds.AllowsRole(name));
        var droppedScopes = Drop(scopes, issuer.Bounds, static (bounds, name) => bounds.AllowsScope(name));
        return new(new(permissions, PatternsOf(roles, trust), scopes, roles), droppedPermissions, droppedRoles, droppedScopes);
    }

    private static int Drop(List<string> names, IssuerBounds bounds, Func<IssuerBounds, string, bool> allows)
    {
        var dropped = 0;
        for (var i = names.Count - 1; i >= 0; i--)
        {
            if (!allows(bounds, names[i]))
            {
                names.RemoveAt(i);
                dropped++;
            }
        }

        return dropped;
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
}
