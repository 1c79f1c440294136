using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Compact;

/// <summary>
/// The header of a signed token (RFC 7515 §4.1), with every registered parameter of its registered type. Keys and addresses of keys
/// in it are never used (RFC 8725 §3.10): they have no property here.
/// </summary>
internal readonly ref struct JoseHeader
{
    /// <summary>The longest <c>kid</c> taken, as UTF-8.</summary>
    public const int MaxKeyIdBytes = 256;

    private JoseHeader(JsonValue header)
    {
        Algorithm = header.Find("alg"u8);
        KeyId = header.Find("kid"u8);
        Type = header.Find("typ"u8);
    }

    /// <summary>The string <c>alg</c>, or missing.</summary>
    public JsonValue Algorithm { get; }

    /// <summary>The string <c>kid</c>, of 1 to <see cref="MaxKeyIdBytes"/> bytes, or missing. Opaque: compared ordinally, and nothing else.</summary>
    public JsonValue KeyId { get; }

    /// <summary>The string <c>typ</c>, or missing.</summary>
    public JsonValue Type { get; }

    /// <summary>Checks a header.</summary>
    public static TokenFailure TryRead(StrictJson json, out JoseHeader header)
    {
        header = default;
        if (!json.IsObject)
        {
            return TokenFailure.HeaderInvalid;
        }

        var critical = false;
        foreach (var member in json.Root.Members)
        {
            var parameter = HeaderParameters.Find(member.Name);
            if (parameter == HeaderParameterShape.Critical)
            {
                critical = true;
            }
            else if (!HeaderParameters.Fits(parameter, member.Value))
            {
                return TokenFailure.HeaderInvalid;
            }
        }

        header = new(json.Root);
        return critical ? TokenFailure.CriticalHeader : TokenFailure.None;
    }
}
