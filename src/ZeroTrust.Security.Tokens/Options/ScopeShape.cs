namespace ZeroTrust.Security;

/// <summary>How an issuer writes its scopes. One shape for each issuer: the other one is refused.</summary>
public enum ScopeShape
{
    /// <summary>One string, separated by single spaces (RFC 6749 §3.3, RFC 9068 §2.2.3).</summary>
    SpaceSeparated = 0,

    /// <summary>An array of strings, as Okta's <c>scp</c>.</summary>
    Array = 1,
}
