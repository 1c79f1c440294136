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

        if (claims.Has(RegisteredClaim.Actor))
        {
            // With several issuers named, nothing in the token says whose user this is.
            if (issuer.MayActForUsersOf.Count != 1)
            {
                return TokenFailure.OutsideTrust;
            }

            user = new(issuer.MayActForUsersOf[0], subject);
        }

        service = new(name, issuer.Name, subject);
        return TokenFailure.None;
    }
}
