using System.Text.Json;

namespace ZeroTrust.Security.ConformanceTests.Differential.Inspection;

/// <summary>The JSON types of registered header parameters and claims, as the RFCs have them.</summary>
internal static class RegisteredTypes
{
    public static readonly string[] EncryptionParameters = ["enc", "zip", "epk", "apu", "apv", "iv", "tag", "p2s", "p2c"];

    private static readonly string[] TextParameters = ["alg", "kid", "typ", "cty", "jku", "x5u", "x5t", "x5t#S256"];
    private static readonly string[] TextClaims = ["iss", "sub", "jti", "sid", "azp", "client_id", "appid", "cid", "nonce", "at_hash", "c_hash", "typ", "acr"];
    private static readonly string[] NumberClaims = ["exp", "nbf", "iat", "auth_time"];
    private static readonly string[] ObjectClaims = ["act", "may_act", "events"];
    private static readonly string[] TextOrTextsClaims = ["aud", "scope", "scp"];

    public static bool HeaderIsWrong(InspectedJson header) =>
        Wrong(header, TextParameters, static value => value.ValueKind == JsonValueKind.String)
        || Wrong(header, ["jwk"], static value => value.ValueKind == JsonValueKind.Object)
        || Wrong(header, ["x5c"], IsTexts);

    public static bool PayloadIsWrong(InspectedJson payload) =>
        Wrong(payload, TextClaims, static value => value.ValueKind == JsonValueKind.String)
        || Wrong(payload, NumberClaims, static value => value.ValueKind == JsonValueKind.Number)
        || Wrong(payload, ObjectClaims, static value => value.ValueKind == JsonValueKind.Object)
        || Wrong(payload, TextOrTextsClaims, static value => value.ValueKind == JsonValueKind.String || IsTexts(value))
        || Wrong(payload, ["amr"], IsTexts);

    public static bool IsTokenType(string? mediaType) =>
        mediaType?.ToUpperInvariant() is "JWT" or "APPLICATION/JWT" or "AT+JWT" or "APPLICATION/AT+JWT";

    public static bool IsTexts(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(static element => element.ValueKind == JsonValueKind.String);

    private static bool Wrong(InspectedJson json, string[] names, Func<JsonElement, bool> fits) =>
        names.Any(name => json.Has(name) && !fits(json.Find(name)));
}
