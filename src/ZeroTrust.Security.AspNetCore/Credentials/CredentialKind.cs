namespace ZeroTrust.Security.AspNetCore.Credentials;

/// <summary>What the request's headers and query hold by way of a credential.</summary>
internal enum CredentialKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>One bearer token.</summary>
    Token,

    /// <summary>A credential of another scheme, such as <c>Basic</c>.</summary>
    OtherScheme,

    /// <summary>Outside the grammar.</summary>
    Malformed,

    /// <summary>More than one.</summary>
    Several,
}
