namespace ZeroTrust.Security.Tokens.Compact;

/// <summary>What a registered header parameter must be.</summary>
internal enum HeaderParameterShape
{
    /// <summary>Not registered, so anything; it has no effect (RFC 7515 §4.2).</summary>
    Any = 0,

    /// <summary>The string <c>alg</c>.</summary>
    Algorithm,

    /// <summary>The string <c>typ</c>.</summary>
    Type,

    /// <summary>Any other string.</summary>
    Text,

    /// <summary>A string of 1 to <see cref="JoseHeader.MaxKeyIdBytes"/> bytes.</summary>
    KeyId,

    /// <summary>A string that does not announce a token within the token (RFC 7519 §5.2).</summary>
    ContentType,

    Texts,

    Object,

    /// <summary>An extension that must be understood, and none is (RFC 7515 §4.1.11, RFC 7797 §6).</summary>
    Critical,

    /// <summary>A parameter of encrypted tokens: in a signed one it is a trap (RFC 7516 §4.1, RFC 7518 §4).</summary>
    Forbidden,
}
