namespace ZeroTrust.Security.Tokens.Tests.Outbound;

/// <summary>Users as proven to this service.</summary>
internal static class TestUser
{
    public static DelegatedUser Of(string subject, DateTimeOffset expiresAt, string issuer = "corporate", string? tokenId = null, string? text = null, params TokenClaim[] claims) => new()
    {
        Token = new() { IssuerName = issuer, Caller = new() { User = new(issuer, subject) }, ExpiresAt = expiresAt, TokenId = tokenId, Claims = claims },
        Text = text is null ? null : Secret.FromText(text),
    };
}
