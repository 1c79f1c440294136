using System.Security.Claims;

namespace ZeroTrust.Security.AspNetCore.Authentication;

/// <summary>
/// Builds <c>HttpContext.User</c> from a verified token: raw claim names, compared ordinally, and roles only from what the issuer
/// may assert. Nothing is renamed, so no claim becomes a role or a name by being called so.
/// </summary>
internal static class PrincipalFactory
{
    private const string NameClaimType = "sub";

    /// <summary>A new principal: what one request adds to it never reaches another.</summary>
    public static ClaimsPrincipal Create(VerifiedToken token)
    {
        var identity = CreateIdentity();
        foreach (var claim in token.Claims)
        {
            if (!string.Equals(claim.Name, ZeroTrustDefaults.RoleClaimType, StringComparison.Ordinal))
            {
                identity.AddClaim(new(claim.Name, claim.Value, ValueType(claim.Kind), token.IssuerName));
            }
        }

        return With(identity, token.Caller.Permissions.Roles, token.IssuerName);
    }

    /// <summary>The principal of a service that a companion proof proves and no token: its subject and its roles.</summary>
    public static ClaimsPrincipal Create(Caller caller)
    {
        var (service, identity) = (caller.Service!, CreateIdentity());
        identity.AddClaim(new(NameClaimType, service.Subject, ClaimValueTypes.String, service.IssuerName));
        return With(identity, caller.Permissions.Roles, service.IssuerName);
    }

    private static ClaimsIdentity CreateIdentity() =>
        new(null, null, ZeroTrustDefaults.AuthenticationScheme, NameClaimType, ZeroTrustDefaults.RoleClaimType, StringComparison.Ordinal);

    private static ClaimsPrincipal With(ClaimsIdentity identity, IEnumerable<string> roles, string issuer)
    {
        foreach (var role in roles)
        {
            identity.AddClaim(new(ZeroTrustDefaults.RoleClaimType, role, ClaimValueTypes.String, issuer));
        }

        return new ClaimsPrincipal(identity);
    }

    private static string ValueType(TokenClaimKind kind) => kind switch
    {
        TokenClaimKind.WholeNumber => ClaimValueTypes.Integer64,
        TokenClaimKind.Number => ClaimValueTypes.Double,
        TokenClaimKind.Boolean => ClaimValueTypes.Boolean,
        TokenClaimKind.Json => "JSON",
        _ => ClaimValueTypes.String,
    };
}
