using System.Text.Json;

namespace ZeroTrust.Security.ConformanceTests.Vectors.Json;

/// <summary>Holds the claims an application sees against an independent reading of the same bytes.</summary>
internal static class ClaimReading
{
    /// <summary>Fails unless the claims are the value: one for each element of an array, one for anything else.</summary>
    public static void AssertEqual(string name, JsonElement value, IReadOnlyList<TokenClaim> claims)
    {
        JsonElement[] elements = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        Assert.True(elements.Length == claims.Count, $"{name}: {claims.Count} claims for {elements.Length} values");
        for (var i = 0; i < elements.Length; i++)
        {
            Assert.True(IsSame(elements[i], claims[i]), $"{name}: {elements[i].GetRawText()} became {claims[i].Kind} {claims[i].Value}");
        }
    }

    private static bool IsSame(JsonElement value, TokenClaim claim) => value.ValueKind switch
    {
        JsonValueKind.String => claim.Kind == TokenClaimKind.Text && claim.Value == value.GetString(),
        JsonValueKind.Number => claim.Kind == KindOf(value.GetRawText()) && claim.Value == value.GetRawText(),
        JsonValueKind.True or JsonValueKind.False => claim.Kind == TokenClaimKind.Boolean && claim.Value == value.GetRawText(),
        JsonValueKind.Null => claim is { Kind: TokenClaimKind.Null, Value: "" },
        _ => claim.Kind == TokenClaimKind.Json && IsSameJson(value, claim.Value),
    };

    private static bool IsSameJson(JsonElement value, string text)
    {
        using var document = JsonDocument.Parse(text);
        return JsonElement.DeepEquals(value, document.RootElement);
    }

    private static TokenClaimKind KindOf(string number) =>
        number.AsSpan().ContainsAny(".eE") ? TokenClaimKind.Number : TokenClaimKind.WholeNumber;
}
