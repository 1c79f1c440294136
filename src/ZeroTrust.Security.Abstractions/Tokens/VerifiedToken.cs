namespace ZeroTrust.Security;

/// <summary>
/// A token every byte of which passed every check. Immutable and shared by all requests that carry it. Its claims come from the
/// payload that was verified.
/// </summary>
/// <remarks>
/// A validator may keep the string that a token was handed over in for as long as this object lives, so keep this object no longer
/// than the request; what the validator itself keeps beyond that holds the payload and not the token text.
/// </remarks>
public sealed class VerifiedToken
{
    private const long NoTime = -1;

    // Times as UTC ticks: a nullable DateTimeOffset takes three times the room, in every token of a cache.
    private readonly long _expiresAt;
    private readonly long _issuedAt = NoTime;

    /// <summary>The configured name of the issuer.</summary>
    /// <value>Such as <c>corporate</c>; never empty.</value>
    public required string IssuerName { get; init; }

    /// <summary>Who the token proves, with permissions, scopes and roles within the issuer's bounds.</summary>
    /// <value>Always authenticated.</value>
    public required Caller Caller { get; init; }

    /// <summary>The instant from which the token is no longer valid (<c>exp</c>, rounded down to the second), skew not added.</summary>
    /// <value>UTC.</value>
    public required DateTimeOffset ExpiresAt
    {
        get => new(_expiresAt, TimeSpan.Zero);
        init => _expiresAt = value.UtcTicks;
    }

    /// <summary>When the token was issued (<c>iat</c>, rounded down to the second).</summary>
    /// <value>UTC; null when the token does not say.</value>
    public DateTimeOffset? IssuedAt
    {
        get => _issuedAt == NoTime ? null : new DateTimeOffset(_issuedAt, TimeSpan.Zero);
        init => _issuedAt = value?.UtcTicks ?? NoTime;
    }

    /// <summary>The token's identifier (<c>jti</c>, RFC 7519 §4.1.7).</summary>
    /// <value>Null when the token has none.</value>
    public string? TokenId { get; init; }

    /// <summary>The session at the identity provider (<c>sid</c>).</summary>
    /// <value>Null when the token has none.</value>
    public string? SessionId { get; init; }

    /// <summary>The certificate that the token is bound to (<c>cnf.x5t#S256</c>, RFC 8705 §3.1): without its proof the token is worth nothing.</summary>
    /// <value>No proof, the default, when the token is not bound.</value>
    public TokenProof Binding { get; init; }

    /// <summary>Which settings the token was verified under, so that a decision is made under the same ones.</summary>
    /// <value>The version of the trust model at that moment, from 1; 0, the default, when the validator knows no versions.</value>
    public long TrustVersion { get; init; }

    /// <summary>The claims as the token spells them, in its order: from the same parse that was checked.</summary>
    /// <value>An array yields one entry an element; an object is its JSON text. Never null.</value>
    public required IReadOnlyList<TokenClaim> Claims { get; init; }
}
