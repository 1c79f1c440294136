using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Compact;

/// <summary>The registered header parameters, and the JSON type of each, whether this library uses it or not.</summary>
internal static class HeaderParameters
{
    private static readonly NameTable<HeaderParameterShape> Registered = new(
        ("alg", HeaderParameterShape.Text),
        ("kid", HeaderParameterShape.KeyId),
        ("typ", HeaderParameterShape.Text),
        ("cty", HeaderParameterShape.ContentType),
        ("crit", HeaderParameterShape.Critical),
        ("b64", HeaderParameterShape.Critical),
        ("jku", HeaderParameterShape.Text),
        ("jwk", HeaderParameterShape.Object),
        ("x5u", HeaderParameterShape.Text),
        ("x5c", HeaderParameterShape.Texts),
        ("x5t", HeaderParameterShape.Text),
        ("x5t#S256", HeaderParameterShape.Text),
        ("enc", HeaderParameterShape.Forbidden),
        ("zip", HeaderParameterShape.Forbidden),
        ("epk", HeaderParameterShape.Forbidden),
        ("apu", HeaderParameterShape.Forbidden),
        ("apv", HeaderParameterShape.Forbidden),
        ("iv", HeaderParameterShape.Forbidden),
        ("tag", HeaderParameterShape.Forbidden),
        ("p2s", HeaderParameterShape.Forbidden),
        ("p2c", HeaderParameterShape.Forbidden));

    public static HeaderParameterShape Find(scoped in JsonValue name) =>
        Registered.TryFind(name, out var shape) ? shape : HeaderParameterShape.Any;

    public static bool Fits(HeaderParameterShape shape, scoped in JsonValue value) => shape switch
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
