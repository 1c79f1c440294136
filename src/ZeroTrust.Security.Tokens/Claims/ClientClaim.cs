using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Claims;

/// <summary>The OAuth client a token was issued to (RFC 9068 §2.2): the first of the issuer's client claims that is present.</summary>
internal static class ClientClaim
{
    /// <summary>The claim; missing when the token has none. An empty string names no client.</summary>
    public static JsonValue Find(in TokenClaims claims, IssuerProfile issuer)
    {
        foreach (var name in issuer.ClientClaimNames)
        {
            var client = name.Find(claims);
            if (client.Exists)
            {
                return client;
            }
        }

        return default;
    }
}
