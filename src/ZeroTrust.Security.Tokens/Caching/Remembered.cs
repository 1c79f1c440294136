namespace ZeroTrust.Security.Tokens.Caching;

/// <summary>
/// What the dictionary keeps beside a text. The token stands here and in the entry: found with the text, it is on its way from memory
/// while the entry is still being checked.
/// </summary>
/// <param name="Entry">Says whether the token still stands.</param>
/// <param name="Token">What was verified.</param>
internal readonly record struct Remembered(CachedToken Entry, VerifiedToken Token);
