using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Claims;

/// <summary>
/// Checks <c>exp</c>, <c>nbf</c> and <c>iat</c> against the clock (RFC 7519 §4.1.4-6). The skew moves our clock, once, and never the
/// token's own numbers.
/// </summary>
internal static class LifetimeRule
{
    public static TokenFailure Check(in TokenClaims claims, IssuerProfile issuer, DateTimeOffset now, out TokenTimes times)
    {
        times = default;
        if (!claims.Has(RegisteredClaim.Expires))
        {
            return TokenFailure.ExpiryMissing;
        }

        var known = TryRead(claims[RegisteredClaim.Expires], out var expires);
        known &= TryReadOptional(claims[RegisteredClaim.NotBefore], out var notBefore);
        known &= TryReadOptional(claims[RegisteredClaim.IssuedAt], out var issuedAt);
        if (!known || notBefore?.RoundedUp > expires.Seconds)
        {
            return TokenFailure.TimesInvalid;
        }

        // In ticks of UTC, which cannot overflow: neither the clock nor a checked number of seconds leaves the calendar.
        var earliest = now.UtcTicks - issuer.ClockSkew.Ticks;
        var latest = now.UtcTicks + issuer.ClockSkew.Ticks;
        if (earliest >= TicksAt(expires.Seconds))
        {
            return TokenFailure.Expired;
        }

        if (notBefore is { } from && latest < TicksAt(from.RoundedUp))
        {
            return TokenFailure.NotYetValid;
        }

        if (issuedAt is { } issued && latest < TicksAt(issued.RoundedUp))
        {
            return TokenFailure.IssuedInFuture;
        }

        times = new(
            At(expires.Seconds), issuedAt is { } at ? At(at.Seconds) : null, FromTicks(issuer, notBefore, issuedAt), UntilTicks(issuer, expires, issuedAt));
        return CheckAge(issuer, earliest, expires, issuedAt);
    }

    private static TokenFailure CheckAge(IssuerProfile issuer, long earliest, NumericDate expires, NumericDate? issuedAt)
    {
        if (issuer.MaxAge is null && issuer.MaxLifetime is null)
        {
            return TokenFailure.None;
        }

        if (issuedAt is not { } issued || earliest - TicksAt(issued.Seconds) > issuer.MaxAge?.Ticks)
        {
            return TokenFailure.TooOld;
        }

        return TicksAt(expires.Seconds) - TicksAt(issued.Seconds) > issuer.MaxLifetime?.Ticks ? TokenFailure.LifetimeTooLong : TokenFailure.None;
    }

    // The two ends say what the checks above and below compare, for as long as the token is remembered.
    private static long FromTicks(IssuerProfile issuer, NumericDate? notBefore, NumericDate? issuedAt) =>
        TicksAt(Math.Max(notBefore?.RoundedUp ?? 0, issuedAt?.RoundedUp ?? 0)) - issuer.ClockSkew.Ticks;

    private static long UntilTicks(IssuerProfile issuer, NumericDate expires, NumericDate? issuedAt)
    {
        var expired = TicksAt(expires.Seconds) + issuer.ClockSkew.Ticks;
        if (issuer.MaxAge is not { } maxAge || issuedAt is not { } issued)
        {
            return expired;
        }

        // Unsigned, since any maximum age is allowed; a token of exactly that age passes.
        var tooOld = (ulong)(TicksAt(issued.Seconds) + issuer.ClockSkew.Ticks + 1) + (ulong)maxAge.Ticks;
        return (long)Math.Min((ulong)expired, tooOld);
    }

    private static bool TryRead(JsonValue claim, out NumericDate date) => NumericDate.TryRead(claim.Raw, out date);

    private static bool TryReadOptional(JsonValue claim, out NumericDate? date)
    {
        date = null;
        if (!claim.Exists)
        {
            return true;
        }

        var known = TryRead(claim, out var present);
        date = present;
        return known;
    }

    private static DateTimeOffset At(long seconds) => new(TicksAt(seconds), TimeSpan.Zero);

    private static long TicksAt(long seconds) => DateTime.UnixEpoch.Ticks + (seconds * TimeSpan.TicksPerSecond);
}
