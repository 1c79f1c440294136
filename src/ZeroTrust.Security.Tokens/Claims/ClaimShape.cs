namespace ZeroTrust.Security.Tokens.Claims;

/// <summary>The JSON type of a registered claim.</summary>
internal enum ClaimShape
{
    /// <summary>Any: the rule that reads it decides.</summary>
    Any,

    Text,

    Number,

    Object,

    Texts,

    TextOrTexts,
}
