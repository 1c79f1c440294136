using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Claims;

/// <summary>The chain of actors of a delegated token (RFC 8693 §4.1): each an object with a subject, and not too many.</summary>
internal static class ActorRule
{
    public const int MaxDepth = 4;

    public static TokenFailure Check(in TokenClaims claims)
    {
        var depth = 0;
        for (var actor = claims[RegisteredClaim.Actor]; actor.Exists; actor = actor.Find("act"u8))
        {
            var subject = actor.Find("sub"u8);
            if (++depth > MaxDepth || !subject.IsText || subject.IsEmptyText)
            {
                return TokenFailure.ClaimInvalid;
            }
        }

        return TokenFailure.None;
    }
}
