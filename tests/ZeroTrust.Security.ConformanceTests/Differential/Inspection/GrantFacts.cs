using System.Text.Json;

namespace ZeroTrust.Security.ConformanceTests.Differential.Inspection;

/// <summary>Whether the claims that say what a caller may do have their configured shapes.</summary>
internal static class GrantFacts
{
    public static bool AreWrong(InspectedToken token) =>
        IsWrongScope(token.Payload.Find("scope")) || IsWrongList(token.Payload.Find("roles")) || IsWrongList(token.Payload.Find("permissions"))
        || IsWrongTenant(token.Payload.Find("tenant")) || IsWrongActor(token.Payload.Find("act"));

    /// <summary>One string of names with one space between them (RFC 6749 §3.3); an empty one is none.</summary>
    private static bool IsWrongScope(JsonElement scope) =>
        scope.ValueKind != JsonValueKind.Undefined
        && (scope.ValueKind != JsonValueKind.String || (scope.GetString()!.Length > 0 && scope.GetString()!.Split(' ').Any(IsNoScope)));

    private static bool IsNoScope(string name) => name.Length == 0 || name.Any(static letter => letter is < '!' or > '~' or '"' or '\\');

    /// <summary>One name, or an array of names, none of them empty.</summary>
    private static bool IsWrongList(JsonElement list) =>
        list.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.String)
        && (!RegisteredTypes.IsTexts(list) || list.EnumerateArray().Any(static element => element.GetString()!.Length == 0));

    private static bool IsWrongTenant(JsonElement tenant) => tenant.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.String);

    /// <summary>An actor has a subject (RFC 8693 §4.1).</summary>
    private static bool IsWrongActor(JsonElement actor) =>
        actor.ValueKind == JsonValueKind.Object && !(actor.TryGetProperty("sub", out var subject) && subject.ValueKind == JsonValueKind.String && subject.GetString()!.Length > 0);
}
