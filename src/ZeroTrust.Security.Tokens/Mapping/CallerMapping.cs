using System.Runtime.CompilerServices;
using ZeroTrust.Security.Tokens.Claims;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Validation;

namespace ZeroTrust.Security.Tokens.Mapping;

/// <summary>
/// Makes the caller of a verified token: who it is, and what it may do within what its issuer may assert. Only configured claims count,
/// each under its own name.
/// </summary>
internal sealed class CallerMapping
{
    private readonly TokenMetrics _metrics;
    private readonly TextPool _names = new();
    private readonly GrantMapping _grants;

    // Apart from the names, which subjects would push out where there are many. Services come again with each new token.
    private readonly TextPool _subjects = new();

    public CallerMapping(TokenMetrics metrics)
    {
        _metrics = metrics;
        _grants = new(_names);
    }

    /// <summary>Maps the claims.</summary>
    /// <returns>What makes the token unusable after all; with none, the caller.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public TokenFailure TryMap(
        in TokenClaims claims, IssuerProfile issuer, TrustSnapshot trust, TokenProof proof, out Caller? caller, out TokenProof binding)
    {
        caller = null;
        binding = default;
        var grants = _grants.Map(claims.Payload, issuer, trust);
        if (grants is null
            || !TryReadTenant(claims, issuer, out var tenant)
            || !TryReadClient(claims, issuer, out var client)
            || !TokenKind.TryRead(claims, issuer, client, out var isService)
            || ActorRule.Check(claims) != TokenFailure.None)
        {
            return TokenFailure.ClaimInvalid;
        }

        var failure = BindingRule.Check(claims, proof, out binding);
        if (failure != TokenFailure.None)
        {
            return failure;
        }

        var subject = _subjects.Get(claims[RegisteredClaim.Subject]);
        failure = IdentityMapping.TryMap(claims, issuer, isService, subject, client, out var user, out var service);
        if (failure != TokenFailure.None)
        {
            return failure;
        }

        CountDropped(grants, issuer);
        if (tenant is not null && !MayName(tenant, user, issuer))
        {
            _metrics.AssertionsDropped(issuer.Name, "tenant", 1);
            tenant = null;
        }

        caller = new()
        {
            User = user,
            Service = service,
            Client = client,
            Tenant = tenant,
            Permissions = grants.Permissions,
        };
        return TokenFailure.None;
    }

    // The tenant of a user is for the user's own issuer to name: rules compare it within that one.
    private static bool MayName(string tenant, UserIdentity? user, IssuerProfile issuer) =>
        issuer.Bounds.AllowsTenant(tenant) && (user is null || string.Equals(user.IssuerName, issuer.Name, StringComparison.Ordinal));

    private bool TryReadTenant(in TokenClaims claims, IssuerProfile issuer, out string? tenant)
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

        tenant = claim.IsText && !claim.IsEmptyText ? _names.Get(claim) : null;
        return true;
    }

    private bool TryReadClient(in TokenClaims claims, IssuerProfile issuer, out string? client)
    {
        var claim = ClientClaim.Find(claims, issuer);
        client = claim.IsText && !claim.IsEmptyText ? _names.Get(claim) : null;
        return claim.IsText || !claim.Exists;
    }

    // Counted for each token, also for one whose grants another token's mapping gave.
    private void CountDropped(MappedGrants grants, IssuerProfile issuer)
    {
        _metrics.AssertionsDropped(issuer.Name, "permission", grants.DroppedPermissions);
        _metrics.AssertionsDropped(issuer.Name, "role", grants.DroppedRoles);
        _metrics.AssertionsDropped(issuer.Name, "scope", grants.DroppedScopes);
    }
}
