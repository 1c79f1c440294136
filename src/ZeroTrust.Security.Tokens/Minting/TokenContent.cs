namespace ZeroTrust.Security.Tokens.Minting;

/// <summary>What one token says, decided and within bounds.</summary>
/// <param name="Request">The request it answers.</param>
/// <param name="Subject">Whom it speaks for: this service, or a user.</param>
/// <param name="Permissions">What it carries.</param>
/// <param name="Actors">Who acts for the user: this service, then those before it; empty for the service itself.</param>
/// <param name="IssuedAt">In whole seconds since 1970.</param>
/// <param name="Expires">In whole seconds since 1970.</param>
internal readonly record struct TokenContent(
    ServiceTokenRequest Request, string Subject, IReadOnlyList<string> Permissions, IReadOnlyList<string> Actors, long IssuedAt, long Expires);
