namespace ZeroTrust.Security.Tokens.Json;

/// <summary>Why a text is not taken as JSON.</summary>
internal enum JsonFault
{
    None = 0,

    /// <summary>Against the grammar of RFC 8259, a byte order mark and anything after the value included.</summary>
    Syntax,

    /// <summary>Not valid UTF-8 (RFC 8259 §8.1), a lone surrogate, or the character NUL.</summary>
    Encoding,

    /// <summary>Nested deeper than <see cref="StrictJson.MaxDepth"/>.</summary>
    TooDeep,

    /// <summary>An object names a member twice, be it by an escape (RFC 8259 §4, RFC 7515 §4).</summary>
    DuplicateMember,

    /// <summary>A number longer, or with a larger exponent, than <see cref="StrictJson"/> takes.</summary>
    NumberTooLong,

    /// <summary>More values than <see cref="StrictJson.MaxNodes"/>.</summary>
    TooManyValues,
}
