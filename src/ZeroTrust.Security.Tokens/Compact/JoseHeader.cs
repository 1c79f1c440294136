using System.Runtime.CompilerServices;
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

    private readonly JsonValue _header;
    private readonly int _algorithm;
    private readonly int _keyId;
    private readonly int _type;

    private JoseHeader(JsonValue header, int algorithm, int keyId, int type)
    {
        _header = header;
        _algorithm = algorithm;
        _keyId = keyId;
        _type = type;
    }

    /// <summary>The string <c>alg</c>, or missing.</summary>
    public JsonValue Algorithm => Parameter(_algorithm);

    /// <summary>The string <c>kid</c>, of 1 to <see cref="MaxKeyIdBytes"/> bytes, or missing. Opaque: compared ordinally, and nothing else.</summary>
    public JsonValue KeyId => Parameter(_keyId);

    /// <summary>The string <c>typ</c>, or missing.</summary>
    public JsonValue Type => Parameter(_type);

    /// <summary>Checks a header.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TokenFailure TryRead(in StrictJson json, out JoseHeader header)
    {
        header = default;
        if (!json.IsObject)
        {
            return TokenFailure.HeaderInvalid;
        }

        var critical = false;
        var (algorithm, keyId, type) = (0, 0, 0);
        for (var member = json.Root.Members; member.MoveNext();)
        {
            var parameter = HeaderParameters.Find(in member);
            if (parameter == HeaderParameterShape.Critical)
            {
                critical = true;
            }
            else if (!HeaderParameters.Fits(parameter, in member))
            {
                return TokenFailure.HeaderInvalid;
            }

            algorithm = parameter == HeaderParameterShape.Algorithm ? member.ValuePosition : algorithm;
            keyId = parameter == HeaderParameterShape.KeyId ? member.ValuePosition : keyId;
            type = parameter == HeaderParameterShape.Type ? member.ValuePosition : type;
        }

        header = new(json.Root, algorithm, keyId, type);
        return critical ? TokenFailure.CriticalHeader : TokenFailure.None;
    }

    // Where the header itself stands, at 0, there is no parameter.
    private JsonValue Parameter(int position) => position > 0 ? _header.At(position) : default;
}
