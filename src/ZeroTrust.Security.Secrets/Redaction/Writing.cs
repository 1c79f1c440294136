namespace ZeroTrust.Security.Secrets;

/// <summary>The ways in which a value is written where it leaks.</summary>
internal enum Writing
{
    /// <summary>As it is, read as UTF-8.</summary>
    Text,

    /// <summary>In a JSON string, as the platform escapes it.</summary>
    Json,

    /// <summary>In a JSON string with no more escaped than must be.</summary>
    RelaxedJson,

    /// <summary>In a URL, as <c>Uri.EscapeDataString</c> does (RFC 3986 §2.1).</summary>
    Percent,

    /// <summary>The same with small letters.</summary>
    LowerPercent,

    /// <summary>In a form: the same with a plus for a space.</summary>
    Form,

    /// <summary>In a form, as <c>WebUtility.UrlEncode</c> does.</summary>
    WebForm,

    /// <summary>In a form, as <c>HttpUtility.UrlEncode</c> does.</summary>
    LowerWebForm,

    /// <summary>In a query, as <c>UrlEncoder.Default</c> does.</summary>
    Query,

    /// <summary>Hexadecimal.</summary>
    Hex,

    /// <summary>Hexadecimal with capitals.</summary>
    UpperHex,

    /// <summary>As <c>BitConverter.ToString</c> does: <c>0A-FF</c>.</summary>
    DashedHex,

    /// <summary>As loggers print an array of bytes: <c>10, 255</c>.</summary>
    Decimals,

    /// <summary>Base64 (RFC 4648 §4), the value at the first byte of three.</summary>
    Base64,

    /// <summary>Base64, one byte of something else before it.</summary>
    Base64AfterOne,

    /// <summary>Base64, two bytes of something else before it, as in <c>Basic</c> credentials.</summary>
    Base64AfterTwo,

    /// <summary>Base64url (RFC 4648 §5), the value at the first byte of three.</summary>
    Base64Url,

    /// <summary>Base64url, one byte of something else before it.</summary>
    Base64UrlAfterOne,

    /// <summary>Base64url, two bytes of something else before it.</summary>
    Base64UrlAfterTwo,
}
