using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Revocations;

/// <summary>From when on no valid token can be one that a revocation reaches, under the settings in force.</summary>
internal static class RevocationEnd
{
    // The widest that settings accept, so that a reload with a wider one changes nothing.
    private static readonly TimeSpan MaxClockSkew = TimeSpan.FromMinutes(1);

    /// <returns>The instant; null when there may always be such a token.</returns>
    public static DateTimeOffset? Of(Revocation revocation, TrustSnapshot trust)
    {
        var byToken = Later(revocation.ExpiresAt, MaxClockSkew);
        var byIssuer = revocation.IssuedBefore is null ? null : Later(revocation.IssuedBefore, LongestLife(revocation.Key, trust), MaxClockSkew);
        return byToken is null || byIssuer < byToken ? byIssuer : byToken;
    }

    // From iat on; null when nothing bounds it.
    private static TimeSpan? LongestLife(RevocationKey key, TrustSnapshot trust)
    {
        TimeSpan? longest = TimeSpan.Zero;
        var known = false;
        foreach (var issuer in trust.Issuers.Values)
        {
            var profile = issuer.Profile;
            var own = string.Equals(profile.Name, key.IssuerName, StringComparison.Ordinal);
            known |= own;
            if (own || profile.MayActForUsersOf.Contains(key.IssuerName, StringComparer.Ordinal))
            {
                longest = Longer(longest, Shorter(profile.MaxLifetime, profile.MaxAge));
            }
        }

        return known ? longest : null;
    }

    private static TimeSpan? Shorter(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other : one;

    private static TimeSpan? Longer(TimeSpan? one, TimeSpan? other) => one is null || other is null ? null : one > other ? one : other;

    private static DateTimeOffset? Later(DateTimeOffset? instant, params ReadOnlySpan<TimeSpan?> spans)
    {
        foreach (var span in spans)
        {
            instant = instant is { } from && span is { } by
                ? by < DateTimeOffset.MaxValue - from ? from + by : DateTimeOffset.MaxValue
                : null;
        }

        return instant;
    }
}
