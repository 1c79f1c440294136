using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Claims;

/// <summary><c>sub</c>, and what the issuer's settings require beside it, must be there and say something.</summary>
internal static class RequiredClaimsRule
{
    public static TokenFailure Check(in TokenClaims claims, IssuerProfile issuer)
    {
        if (SaysNothing(claims[RegisteredClaim.Subject]))
        {
            return TokenFailure.ClaimMissing;
        }

        for (var i = 0; i < issuer.RequiredClaims.Count; i++)
        {
            if (!ClaimPathReading.TryFollow(claims.Payload, issuer.RequiredClaims[i], out var claim) || SaysNothing(claim))
            {
                return TokenFailure.ClaimMissing;
            }
        }

        return TokenFailure.None;
    }

    private static bool SaysNothing(JsonValue claim) => claim.Kind switch
    {
        JsonKind.None or JsonKind.Null => true,
        JsonKind.Text => claim.IsEmptyText,
        JsonKind.Array => !claim.Elements.MoveNext(),
        JsonKind.Object => !claim.Members.MoveNext(),
        _ => false,
    };
}
