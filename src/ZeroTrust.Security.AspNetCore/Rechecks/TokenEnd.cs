using ZeroTrust.Security.AspNetCore.Pipeline;

namespace ZeroTrust.Security.AspNetCore.Rechecks;

/// <summary>When the token of a request is good no longer: its expiry, and as much more as its issuer's clock may differ.</summary>
internal static class TokenEnd
{
    /// <summary>The instant from which a new request would be refused; never, for a request without a token.</summary>
    public static DateTimeOffset Of(RequestAccess access)
    {
        if (access.Token is not { } token)
        {
            return DateTimeOffset.MaxValue;
        }

        var skew = access.Trust?.Issuers.FirstOrDefault(issuer => issuer.Name == token.IssuerName)?.ClockSkew ?? TimeSpan.Zero;
        return token.ExpiresAt < DateTimeOffset.MaxValue - skew ? token.ExpiresAt + skew : DateTimeOffset.MaxValue;
    }
}
