namespace ZeroTrust.Security;

/// <summary>
/// A token every byte of which passed every check. Immutable and shared by all requests that carry it; holds the payload that
/// was verified and not the token text.
/// </summary>
public sealed class VerifiedToken
{
    /// <summary>The configured name of the issuer.</summary>
    /// <value>Such as <c>corporate</c>; never empty.</value>
    public required string IssuerName { get; init; }

    /// <summary>Who the token proves, with permissions, scopes and roles within the issuer's bounds.</summary>
    /// <value>Always authenticated.</value>
    public required Caller Caller { get; init; }

    /// <summary>The instant from which the token is no longer valid (<c>exp</c>, rounded down to the second), skew not added.</summary>
    /// <value>UTC.</value>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the token was issued (<c>iat</c>).</summary>
    /// <value>UTC; null when the token does not say.</value>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>The token's identifier (<c>jti</c>, RFC 7519 §4.1.7).</summary>
    /// <value>Null when the token has none.</value>
    public string? TokenId { get; init; }

    /// <summary>The session at the identity provider (<c>sid</c>).</summary>
    /// <value>Null when the token has none.</value>
    public string? SessionId { get; init; }

    /// <summary>Which settings the token was verified under, so that a decision is made under the same ones.</summary>
    /// <value>The version of the trust model at that moment, from 1; 0, the default, when the validator knows no versions.</value>
    public long TrustVersion { get; init; }

    /// <summary>The claims as the token spells them, in its order: from the same parse that was checked.</summary>
    /// <value>An array yields one entry an element; an object is its JSON text. Never null.</value>
    public required IReadOnlyList<TokenClaim> Claims { get; init; }
}
