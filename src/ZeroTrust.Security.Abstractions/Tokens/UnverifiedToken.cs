namespace ZeroTrust.Security;

/// <summary>
/// What a refused token said of itself, for logs and audit events: not proven, cleaned to printable ASCII and cut to 64
/// characters each. Immutable.
/// </summary>
/// <param name="IssuerName">The configured issuer whose rules were applied; null when none was selected.</param>
/// <param name="ClaimedIssuer">The <c>iss</c> text, cleaned and cut; null when not read.</param>
/// <param name="ClaimedKeyId">The <c>kid</c> text, or the public id of a refused API key, cleaned and cut; null when not read.</param>
public sealed record UnverifiedToken(string? IssuerName, string? ClaimedIssuer, string? ClaimedKeyId);
