namespace ZeroTrust.Security.AspNetCore.Tests.Hosting;

/// <summary>A validator that knows one token and hands out one shared verdict for it without waiting or allocating, as a cache does.</summary>
internal sealed class OneToken(string text, Caller caller) : ITokenValidator
{
    private readonly VerifiedToken _token = new()
    {
        IssuerName = "corporate",
        Caller = caller,
        ExpiresAt = DateTimeOffset.MaxValue,
        Claims = [new("sub", "alice", TokenClaimKind.Text)],
    };

    public string Header { get; } = $"Bearer {text}";

    public ValueTask<TokenVerdict> ValidateAsync(ReadOnlyMemory<char> token, TokenProof proof, CancellationToken cancellationToken = default) =>
        new(token.Span.SequenceEqual(text) ? TokenVerdict.Accept(_token) : TokenVerdict.Refuse(TokenFailure.Malformed));
}
