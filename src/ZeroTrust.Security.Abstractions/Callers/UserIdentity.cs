namespace ZeroTrust.Security;

/// <summary>
/// A person, proven by a token: the pair of issuer and subject. Neither part alone names anybody, since two issuers may use
/// the same subject (RFC 7519 §4.1.2). Immutable.
/// </summary>
/// <param name="IssuerName">The configured name of the issuer that vouches for the subject, such as <c>corporate</c>.</param>
/// <param name="Subject">The <c>sub</c> claim; never empty, compared ordinally.</param>
public sealed record UserIdentity(string IssuerName, string Subject);
