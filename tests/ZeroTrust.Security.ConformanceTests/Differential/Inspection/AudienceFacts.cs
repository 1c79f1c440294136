using System.Text.Json;

namespace ZeroTrust.Security.ConformanceTests.Differential.Inspection;

/// <summary>Who a token is for.</summary>
internal static class AudienceFacts
{
    public static IReadOnlyList<string?> Of(InspectedToken token) => token.Payload.Find("aud") switch
    {
        { ValueKind: JsonValueKind.String } text => [text.GetString()],
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(static element => element.ValueKind == JsonValueKind.String ? element.GetString() : null)],
        _ => [],
    };

    public static bool HasEmpty(InspectedToken token) => Of(token) is { } audiences && (audiences.Count == 0 || audiences.Contains(""));

    public static bool IsForeign(InspectedToken token) =>
        token.Issuer is { } issuer && !Of(token).Any(audience => audience is not null && issuer.Audiences.Contains(audience));
}
