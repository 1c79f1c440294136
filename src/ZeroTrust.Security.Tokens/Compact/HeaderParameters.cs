using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Compact;

/// <summary>The registered header parameters, and the JSON type of each, whether this library uses it or not.</summary>
internal static class HeaderParameters
{
    private static readonly (byte[] Name, HeaderParameterShape Shape)[] Registered =
    [
        ("alg"u8.ToArray(), HeaderParameterShape.Text),
        ("kid"u8.ToArray(), HeaderParameterShape.KeyId),
        ("typ"u8.ToArray(), HeaderParameterShape.Text),
        ("cty"u8.ToArray(), HeaderParameterShape.ContentType),
        ("crit"u8.ToArray(), HeaderParameterShape.Critical),
        ("b64"u8.ToArray(), HeaderParameterShape.Critical),
        ("jku"u8.ToArray(), HeaderParameterShape.Text),
        ("jwk"u8.ToArray(), HeaderParameterShape.Object),
        ("x5u"u8.ToArray(), HeaderParameterShape.Text),
        ("x5c"u8.ToArray(), HeaderParameterShape.Texts),
        ("x5t"u8.ToArray(), HeaderParameterShape.Text),
        ("x5t#S256"u8.ToArray(), HeaderParameterShape.Text),
        ("enc"u8.ToArray(), HeaderParameterShape.Forbidden),
        ("zip"u8.ToArray(), HeaderParameterShape.Forbidden),
        ("epk"u8.ToArray(), HeaderParameterShape.Forbidden),
        ("apu"u8.ToArray(), HeaderParameterShape.Forbidden),
        ("apv"u8.ToArray(), HeaderParameterShape.Forbidden),
        ("iv"u8.ToArray(), HeaderParameterShape.Forbidden),
        ("tag"u8.ToArray(), HeaderParameterShape.Forbidden),
        ("p2s"u8.ToArray(), HeaderParameterShape.Forbidden),
        ("p2c"u8.ToArray(), HeaderParameterShape.Forbidden),
    ];

    public static HeaderParameterShape Find(JsonValue name)
    {
        foreach (var (registered, shape) in Registered)
        {
            if (name.TextEquals(registered))
            {
                return shape;
            }
        }

        return HeaderParameterShape.Any;
    }

    public static bool Fits(HeaderParameterShape shape, JsonValue value) => shape switch
    {
        HeaderParameterShape.Any => true,
        HeaderParameterShape.Text => value.IsText,
        HeaderParameterShape.KeyId => value.Utf8Length is >= 1 and <= JoseHeader.MaxKeyIdBytes,
        HeaderParameterShape.ContentType => value.IsText && !MediaType.IsToken(value),
        HeaderParameterShape.Texts => value.IsTexts(),
        HeaderParameterShape.Object => value.Kind == JsonKind.Object,
        _ => false,
    };
}
