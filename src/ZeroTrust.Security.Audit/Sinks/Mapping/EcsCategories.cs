using System.Text.Json;
using ZeroTrust.Security.AuditRecords;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>The four fields by which ECS sorts events: each value is from its closed lists.</summary>
internal static class EcsCategories
{
    public static void Write(Utf8JsonWriter json, in ReadRecord record)
    {
        var kind = record.Kind;
        json.WriteStartArray("category"u8);
        json.WriteStringValue(CategoryOf(kind));
        json.WriteEndArray();
        json.WriteStartArray("type"u8);
        json.WriteStringValue(TypeOf(record.Reader, kind));
        json.WriteEndArray();
        json.WriteString("outcome"u8, kind == RecordKind.Alert ? "unknown"u8 : OutcomeOf(record.Reader));
    }

    private static ReadOnlySpan<byte> CategoryOf(RecordKind kind) => kind switch
    {
        RecordKind.Authentication => "authentication"u8,
        RecordKind.Alert => "intrusion_detection"u8,
        RecordKind.Start or RecordKind.Stop or RecordKind.Upkeep => "process"u8,
        _ => "api"u8,
    };

    private static ReadOnlySpan<byte> TypeOf(RecordReader record, RecordKind kind) => kind switch
    {
        RecordKind.Start or RecordKind.Authentication => "start"u8,
        RecordKind.Stop => "end"u8,
        RecordKind.Upkeep or RecordKind.Alert => "info"u8,
        _ when record.Is(RecordMember.Outcome, "denied"u8) => "denied"u8,
        _ when record.Is(RecordMember.Outcome, "allowed"u8) => "allowed"u8,
        _ when record.Is(RecordMember.Outcome, "started"u8) => "start"u8,
        _ => "info"u8,
    };

    private static ReadOnlySpan<byte> OutcomeOf(RecordReader record) => record switch
    {
        _ when record.Is(RecordMember.Outcome, "allowed"u8) => "success"u8,
        _ when record.Is(RecordMember.Outcome, "denied"u8) || record.Is(RecordMember.Outcome, "failed"u8) => "failure"u8,
        _ => "unknown"u8,
    };
}
