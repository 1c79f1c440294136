namespace ZeroTrust.Security.Testing;

/// <summary>The doors of a <see cref="FakeTokenIssuer"/>.</summary>
public enum IssuerEndpoint
{
    /// <summary>The discovery document (OpenID Connect Discovery 1.0 §4, RFC 8414 §3).</summary>
    Discovery = 0,

    /// <summary>The key set (RFC 7517 §5).</summary>
    Keys = 1,

    /// <summary>The token endpoint (RFC 6749 §3.2).</summary>
    Token = 2,
}
