namespace ZeroTrust.Security;

/// <summary>What one revocation is about; there is at most one for each. Compared ordinally. Immutable.</summary>
/// <param name="IssuerName">The configured name of the issuer.</param>
/// <param name="Kind">By what it knows the tokens.</param>
/// <param name="Value">The identifier, subject, session or client; empty for <see cref="RevocationKind.Issuer"/>.</param>
public readonly record struct RevocationKey(string IssuerName, RevocationKind Kind, string Value);
