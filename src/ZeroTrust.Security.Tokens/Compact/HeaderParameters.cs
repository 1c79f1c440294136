using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Compact;

/// <summary>The registered header parameters, and the JSON type of each, whether this library uses it or not.</summary>
internal static class HeaderParameters
{
    private static readonly NameTable<HeaderParameterShape> Registered = new(
        ("alg", HeaderParameterShape.Algorithm),
        ("kid", HeaderParameterShape.KeyId),
        ("typ", HeaderParameterShape.Type),
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

    public static HeaderParameterShape Find(scoped ref readonly JsonMembers member) =>
        Registered.TryFind(in member, out var shape) ? shape : HeaderParameterShape.Any;

    public static bool Fits(HeaderParameterShape shape, scoped ref readonly JsonMembers member) => shape switch
    {
        HeaderParameterShape.Any => true,
        HeaderParameterShape.Algorithm or HeaderParameterShape.Type or HeaderParameterShape.Text => member.ValueKind == JsonKind.Text,
        HeaderParameterShape.KeyId => member.Value.Utf8Length is >= 1 and <= JoseHeader.MaxKeyIdBytes,
        HeaderParameterShape.ContentType => member.ValueKind == JsonKind.Text && !MediaType.IsToken(member.Value),
        HeaderParameterShape.Texts => member.Value.IsTexts(),
        HeaderParameterShape.Object => member.ValueKind == JsonKind.Object,
        _ => false,
    };
}
