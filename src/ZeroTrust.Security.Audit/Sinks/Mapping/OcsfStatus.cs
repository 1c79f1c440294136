using System.Text.Json;
using ZeroTrust.Security.AuditRecords;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>How it ended and how much that matters, as OCSF counts it.</summary>
internal static class OcsfStatus
{
    private const int Informational = 1;
    private const int Medium = 3;
    private const int High = 4;

    // Of a finding: one that nobody has looked at yet.
    private const int New = 1;

    public static void Write(Utf8JsonWriter json, in ReadRecord record)
    {
        if (record.Kind == RecordKind.Alert)
        {
            json.WriteNumber("severity_id"u8, High);
            json.WriteNumber("status_id"u8, New);
            json.WriteString("status"u8, "New"u8);
            return;
        }

        var (id, severity) = Of(record.Reader);
        json.WriteNumber("severity_id"u8, RecordKinds.IsGrave(record.Reader) ? High : severity);
        json.WriteNumber("status_id"u8, id);
        WriteWord(json, "status"u8, record, RecordMember.Outcome);
        WriteWord(json, "status_code"u8, record, RecordMember.Code);
        WriteWord(json, "status_detail"u8, record, RecordMember.Reason);
    }

    private static (int Status, int Severity) Of(RecordReader record) => record switch
    {
        _ when record.Is(RecordMember.Outcome, "allowed"u8) => (1, Informational),
        _ when record.Is(RecordMember.Outcome, "denied"u8) || record.Is(RecordMember.Outcome, "failed"u8) => (2, Medium),
        _ when record.Is(RecordMember.Outcome, "unknown"u8) => (0, Medium),
        _ => (0, Informational),
    };

    private static void WriteWord(Utf8JsonWriter json, ReadOnlySpan<byte> name, in ReadRecord record, RecordMember member)
    {
        if (record.Reader.Has(member))
        {
            json.WritePropertyName(name);
            json.WriteRawValue(record.Reader.Raw(member), skipInputValidation: true);
        }
    }
}
