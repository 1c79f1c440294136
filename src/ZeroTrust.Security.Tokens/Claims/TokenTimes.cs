namespace ZeroTrust.Security.Tokens.Claims;

/// <summary>The times of a token (RFC 7519 §4.1.4-6), never rounded in its holder's favour.</summary>
/// <param name="Expires"><c>exp</c>, rounded down.</param>
/// <param name="IssuedAt"><c>iat</c>, rounded up; null when missing.</param>
/// <param name="FromTicks">The first UTC ticks at which the token passes, skew included.</param>
/// <param name="UntilTicks">The first UTC ticks at which it passes no more, skew included; may lie beyond the year 9999.</param>
internal readonly record struct TokenTimes(DateTimeOffset Expires, DateTimeOffset? IssuedAt, long FromTicks, long UntilTicks);
