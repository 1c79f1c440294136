using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Claims;

/// <summary>
/// Tells an access token of a legacy type from the other tokens an issuer signs: ID, logout and refresh tokens, security events and
/// presentations have marks, and an access token names the client it was issued to.
/// </summary>
internal static class IdTokenMarksRule
{
    public static TokenFailure Check(in TokenClaims claims, IssuerProfile issuer)
    {
        if (claims.Has(RegisteredClaim.AccessTokenHash) || claims.Has(RegisteredClaim.CodeHash)
            || claims.Has(RegisteredClaim.Events) || claims.Has(RegisteredClaim.Presentation) || claims.Has(RegisteredClaim.Credential)
            || (claims.Has(RegisteredClaim.Nonce) && !issuer.AllowNonce)
            || (claims.Has(RegisteredClaim.Type) && !claims[RegisteredClaim.Type].TextEquals("Bearer"u8)))
        {
            return TokenFailure.NotAnAccessToken;
        }

        var client = ClientClaim.Find(claims, issuer);
        return client.IsText && !client.IsEmptyText && !IsAudience(claims[RegisteredClaim.Audience], client)
            ? TokenFailure.None
            : TokenFailure.NotAnAccessToken;
    }

    private static bool IsAudience(JsonValue audience, JsonValue client)
    {
        foreach (var element in audience.Elements)
        {
            if (element.TextEquals(client))
            {
                return true;
            }
        }

        return audience.TextEquals(client);
    }
}
