namespace ZeroTrust.Security;

/// <summary>The kinds of thing a caller can hold. A name of one kind never satisfies a requirement of another.</summary>
public enum GrantKind
{
    /// <summary>A permission, <c>resource:action</c>.</summary>
    Permission = 0,

    /// <summary>An OAuth scope (RFC 6749 §3.3): what the client may do on the user's behalf.</summary>
    Scope = 1,

    /// <summary>A role.</summary>
    Role = 2,
}
