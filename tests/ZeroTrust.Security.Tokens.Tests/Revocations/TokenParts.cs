using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Revocations;

/// <summary>What revocations look at, as a verified token. By default a token of the user alice.</summary>
internal sealed record TokenParts
{
    public string Issuer { get; init; } = "corporate";

    public UserIdentity? User { get; init; } = new("corporate", "alice");

    public ServiceIdentity? Service { get; init; }

    public string? Client { get; init; } = "shop";

    public string? TokenId { get; init; } = "t-1";

    public string? SessionId { get; init; } = "s-1";

    public DateTimeOffset? IssuedAt { get; init; } = TestTrust.Start;

    public static implicit operator VerifiedToken(TokenParts parts) => new()
    {
        IssuerName = parts.Issuer,
        Caller = new() { User = parts.User, Service = parts.Service, Client = parts.Client },
        ExpiresAt = TestTrust.Start.AddMinutes(5),
        IssuedAt = parts.IssuedAt,
        TokenId = parts.TokenId,
        SessionId = parts.SessionId,
        Claims = [],
    };
}
