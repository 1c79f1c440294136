using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Claims;

/// <summary>One element of <c>aud</c> must equal a configured audience (RFC 7519 §4.1.3). Ordinal: no prefix, no case folding.</summary>
internal static class AudienceRule
{
    /// <param name="claims">The claims.</param>
    /// <param name="audiences">The configured audiences; none of them means that none is met.</param>
    public static TokenFailure Check(in TokenClaims claims, IReadOnlyList<string> audiences)
    {
        var audience = claims[RegisteredClaim.Audience];
        if (!audience.Exists || audience.IsEmptyText)
        {
            return TokenFailure.AudienceMissing;
        }

        var elements = 0;
        var matches = audience.IsText && IsConfigured(audience, audiences);
        foreach (var element in audience.Elements)
        {
            if (element.IsEmptyText)
            {
                return TokenFailure.AudienceMissing;
            }

            elements++;
            matches |= IsConfigured(element, audiences);
        }

        return matches ? TokenFailure.None
            : audience.IsText || elements > 0 ? TokenFailure.AudienceMismatch
            : TokenFailure.AudienceMissing;
    }

    private static bool IsConfigured(JsonValue audience, IReadOnlyList<string> audiences)
    {
        for (var i = 0; i < audiences.Count; i++)
        {
            if (audience.TextEquals(audiences[i]))
            {
                return true;
            }
        }

        return false;
    }
}
