namespace ZeroTrust.Security;

/// <summary>By what a revocation knows the tokens it reaches. The numbers are stable: stores keep them.</summary>
public enum RevocationKind
{
    /// <summary>By the token's own identifier (<c>jti</c>, RFC 7519 §4.1.7).</summary>
    TokenId = 1,

    /// <summary>By the subject (<c>sub</c>): a user or a service.</summary>
    Subject = 2,

    /// <summary>By the session at the identity provider (<c>sid</c>).</summary>
    Session = 3,

    /// <summary>By the OAuth client the token was issued to.</summary>
    Client = 4,

    /// <summary>By the issuer alone: every token it issued before an instant.</summary>
    Issuer = 5,
}
