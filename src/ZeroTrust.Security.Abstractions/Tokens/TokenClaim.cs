namespace ZeroTrust.Security;

/// <summary>One claim of a verified token under its own name. Immutable.</summary>
/// <param name="Name">The member name, exactly as in the token; no mapping to other names.</param>
/// <param name="Value">A string's text, a number or boolean as JSON writes it, an object's JSON text.</param>
/// <param name="Kind">What the value was in JSON.</param>
public readonly record struct TokenClaim(string Name, string Value, TokenClaimKind Kind);
