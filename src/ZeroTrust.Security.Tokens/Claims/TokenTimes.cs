namespace ZeroTrust.Security.Tokens.Claims;

/// <summary>The times of a token (RFC 7519 §4.1.4-6), never rounded in its holder's favour.</summary>
/// <param name="Expires"><c>exp</c>, rounded down.</param>
/// <param name="IssuedAt"><c>iat</c>, rounded up; null when missing.</param>
internal readonly record struct TokenTimes(DateTimeOffset Expires, DateTimeOffset? IssuedAt);
