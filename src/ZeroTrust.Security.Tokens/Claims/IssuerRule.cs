using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Claims;

/// <summary>Finds the issuer by its exact <c>iss</c> (RFC 8725 §3.8). It brings keys, algorithms, audiences and mapping with it.</summary>
internal static class IssuerRule
{
    private const int MaxLength = 1024;
    private const int ShortLength = 128;

    public static TokenFailure Check(in TokenClaims claims, TrustSnapshot trust, out Issuer? issuer)
    {
        issuer = null;
        var claimed = claims[RegisteredClaim.Issuer];
        if (!claimed.Exists || claimed.IsEmptyText)
        {
            return TokenFailure.IssuerMissing;
        }

        // Room is cleared before it is used, and nearly every identifier is short.
        var identifier = claimed.Raw.Length <= ShortLength ? stackalloc char[ShortLength] : stackalloc char[MaxLength];
        return claimed.TryCopyTo(identifier, out var length)
            && trust.IssuersByText.TryGetValue(identifier[..length], out issuer)
                ? TokenFailure.None
                : TokenFailure.IssuerUnknown;
    }
}
