using ZeroTrust.Security.Tokens.Claims;
using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Mapping;

/// <summary>
/// Whom a token proves. A user is the pair of issuer and subject (RFC 7519 §4.1.2); a service is what its issuer speaks for. Only a
/// service that acts for a user (RFC 8693 §4.1), where the settings allow it, proves both.
/// </summary>
internal static class IdentityMapping
{
    public static TokenFailure TryMap(
        in TokenClaims claims, IssuerProfile issuer, bool isService, string subject, string? client, out UserIdentity? user, out ServiceIdentity? service)
    {
        user = null;
        service = null;
        if (!isService)
        {
            // Somebody else holds the user's token, and who that is cannot be checked.
            if (claims.Has(RegisteredClaim.Actor))
            {
                return TokenFailure.OutsideTrust;
            }

            user = new(issuer.Name, subject);
            return TokenFailure.None;
        }

        var name = issuer.Service ?? client;
        if (name is null)
        {
            return TokenFailure.ClaimMissing;
        }

        if (issuer.Service is null && !issuer.Bounds.AllowsService(name))
        {
            return TokenFailure.OutsideTrust;
        }

        if (!claims.Has(RegisteredClaim.Actor))
        {
            service = new(name, issuer.Name, subject);
            return TokenFailure.None;
        }

        // With several issuers named, nothing in the token says whose user this is. The actor is whoever the token proves, and nobody else.
        if (issuer.MayActForUsersOf.Count != 1 || !ActorRule.IsNewest(claims, name, client))
        {
            return TokenFailure.OutsideTrust;
        }

        user = new(issuer.MayActForUsersOf[0], subject);
        service = new(name, issuer.Name, claims[RegisteredClaim.Actor].Find("sub"u8).GetString()) { Through = ActorRule.Earlier(claims) };
        return TokenFailure.None;
    }
}
