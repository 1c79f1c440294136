namespace ZeroTrust.Security.Tokens.Caching;

/// <summary>
/// A token that was found. What was verified comes from the table and not from the entry: so it is on its way from memory while the entry
/// is still being checked.
/// </summary>
/// <param name="Entry">Says whether the token still stands.</param>
/// <param name="Token">What was verified.</param>
internal readonly record struct Remembered(CachedToken Entry, VerifiedToken Token);
