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
        var identity = new ClaimsIdentity(
            null, null, ZeroTrustDefaults.AuthenticationScheme, NameClaimType, ZeroTrustDefaults.RoleClaimType, StringComparison.Ordinal);
        foreach (var claim in token.Claims)
        {
            if (!string.Equals(claim.Name, ZeroTrustDefaults.RoleClaimType, StringComparison.Ordinal))
            {
                identity.AddClaim(new(claim.Name, claim.Value, ValueType(claim.Kind), token.IssuerName));
            }
        }

        foreach (var role in token.Caller.Permissions.Roles)
        {
            identity.AddClaim(new(ZeroTrustDefaults.RoleClaimType, role, ClaimValueTypes.String, token.IssuerName));
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
