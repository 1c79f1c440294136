namespace ZeroTrust.Security.Tokens.Validation;

/// <summary>What a request brought: its token, and what it proves beside it.</summary>
/// <param name="Token">The token's text.</param>
/// <param name="Proof">The certificate, or nothing.</param>
internal readonly record struct Presented(ReadOnlyMemory<char> Token, TokenProof Proof);
