namespace ZeroTrust.Security.Tokens.Compact;

/// <summary>The sizes that are taken.</summary>
/// <param name="MaxTokenBytes">The longest token, in characters.</param>
/// <param name="MaxHeaderBytes">The longest header, decoded.</param>
internal readonly record struct TokenLimits(int MaxTokenBytes, int MaxHeaderBytes);
