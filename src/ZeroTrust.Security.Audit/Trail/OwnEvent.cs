using System.Text.Json;

namespace ZeroTrust.Security.Audit.Trail;

/// <summary>Reads a record of the journal's own as the event that it is for whoever watches the journal: its type, id and time, and the rest as details.</summary>
internal static class OwnEvent
{
    public static AuditEvent Of(byte[] record)
    {
        using var document = JsonDocument.Parse(record);
        var members = document.RootElement;
        return new()
        {
            Type = members.GetProperty("type"u8).GetString()!,
            Id = members.GetProperty("id"u8).GetGuid(),
            Time = members.GetProperty("time"u8).GetDateTimeOffset(),
            Outcome = AuditOutcome.Allowed,
            Details = [.. members.EnumerateObject().Where(static member => IsDetail(member)).Select(static member => new AuditDetail(member.Name, ValueOf(member.Value)))],
        };
    }

    private static bool IsDetail(JsonProperty member) => member.Name is not ("type" or "id" or "time") && member.Value.ValueKind is (JsonValueKind.String or JsonValueKind.Number);

    private static AuditValue ValueOf(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : value.ToString();
}
