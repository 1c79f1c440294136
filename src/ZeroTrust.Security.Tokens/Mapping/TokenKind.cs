using ZeroTrust.Security.Tokens.Claims;
using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Mapping;

/// <summary>Whether a token speaks for a user or for a service: by the issuer's kind, or by the claim that tells.</summary>
internal static class TokenKind
{
    private const string ClientPlaceholder = "{client}";

    /// <returns><see langword="false"/> when it cannot be told: the claim is no string, or none is named.</returns>
    public static bool TryRead(in TokenClaims claims, IssuerProfile issuer, string? client, out bool isService)
    {
        isService = issuer.Kind == IssuerKind.Services;
        if (issuer.Kind != IssuerKind.Mixed)
        {
            return true;
        }

        // The settings of a Mixed issuer say how to tell, or the start stops; without them nothing is told.
        if (issuer.KindClaim is null || issuer.ServiceKindValue is null || !ClaimPathReading.TryFollow(claims.Payload, issuer.KindClaim, out var claim) || (claim.Exists && !claim.IsText))
        {
            return false;
        }

        var expected = string.Equals(issuer.ServiceKindValue, ClientPlaceholder, StringComparison.Ordinal) ? client : issuer.ServiceKindValue;
        isService = expected is not null && claim.TextEquals(expected);
        return true;
    }
}
