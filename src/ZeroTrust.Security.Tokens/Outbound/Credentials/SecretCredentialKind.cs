namespace ZeroTrust.Security;

/// <summary>How a credential stands in a request.</summary>
public enum SecretCredentialKind
{
    /// <summary><c>Authorization: Bearer</c> with the value (RFC 6750 §2.1).</summary>
    Bearer,

    /// <summary><c>Authorization: Basic</c> with user name and password (RFC 7617).</summary>
    Basic,

    /// <summary>The value alone, in a header of its own.</summary>
    Header,
}
