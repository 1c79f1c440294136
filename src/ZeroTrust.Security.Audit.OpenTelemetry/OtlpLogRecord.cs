using System.Buffers;
using System.Globalization;
using System.Text.Json;
using ZeroTrust.Security.AuditRecords;

namespace ZeroTrust.Security.Audit.OpenTelemetry;

/// <summary>
/// One record as a <c>LogRecord</c>: the journal's line is the body, and attributes are there to search by. Names of the semantic conventions are used where they say the same, and
/// <c>audit.…</c> elsewhere.
/// </summary>
internal static class OtlpLogRecord
{
    private const int Info = 9;
    private const int Warn = 13;
    private const int Error = 17;

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    public static void Write(Utf8JsonWriter json, RecordReader reader, in AuditSinkRecord record, string journal)
    {
        json.WriteStartObject();
        json.WriteString("timeUnixNano"u8, Nanoseconds(reader.Time));
        var wall = reader.Number(RecordMember.Wall);
        json.WriteString("observedTimeUnixNano"u8, wall is > 0 and < long.MaxValue / 1000 ? (wall * 1000).ToString(CultureInfo.InvariantCulture) : Nanoseconds(reader.Time));
        var (number, text) = SeverityOf(reader);
        json.WriteNumber("severityNumber"u8, number);
        json.WriteString("severityText"u8, text);
        WriteRaw(json, "eventName"u8, reader, RecordMember.Type);
        json.WriteStartObject("body"u8);
        json.WriteString("stringValue"u8, reader.Line);
        json.WriteEndObject();
        if (IsTraceId(reader.Escaped(RecordMember.TraceId)))
        {
            WriteRaw(json, "traceId"u8, reader, RecordMember.TraceId);
        }

        json.WriteStartArray("attributes"u8);
        WriteText(json, "audit.id"u8, record.Id.ToString("D"));
        WriteText(json, "audit.journal"u8, journal);
        WriteNumber(json, "audit.sequence"u8, record.Number);
        WriteMembers(json, reader);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteText(Utf8JsonWriter json, ReadOnlySpan<byte> key, string value)
    {
        Begin(json, key);
        json.WriteString("stringValue"u8, value);
        End(json);
    }

    private static void WriteMembers(Utf8JsonWriter json, RecordReader reader)
    {
        WriteMember(json, "audit.hash"u8, reader, RecordMember.Hash);
        WriteMember(json, "audit.class"u8, reader, RecordMember.Class);
        WriteMember(json, "audit.outcome"u8, reader, RecordMember.Outcome);
        WriteMember(json, "audit.code"u8, reader, RecordMember.Code);
        WriteMember(json, "audit.reason"u8, reader, RecordMember.Reason);
        WriteMember(json, "user.id"u8, reader, RecordMember.User);
        WriteMember(json, "audit.issuer"u8, reader, RecordMember.Issuer);
        WriteMember(json, "audit.service"u8, reader, RecordMember.Service);
        WriteMember(json, "audit.client"u8, reader, RecordMember.Client);
        WriteMember(json, "audit.tenant"u8, reader, RecordMember.Tenant);
        WriteMember(json, "audit.resource"u8, reader, RecordMember.Resource);
        WriteMember(json, "audit.action"u8, reader, RecordMember.Action);
        WriteMember(json, "audit.request_id"u8, reader, RecordMember.RequestId);
        WriteMember(json, "client.address"u8, reader, reader.Has(RecordMember.ForwardedIp) ? RecordMember.ForwardedIp : RecordMember.ClientIp);
        WriteMember(json, "network.peer.address"u8, reader, RecordMember.ClientIp);
        WriteMember(json, "audit.intent"u8, reader, RecordMember.Intent);
        if (reader.Has(RecordMember.Details))
        {
            Begin(json, "audit.details"u8);
            json.WriteString("stringValue"u8, reader.Raw(RecordMember.Details));
            End(json);
        }
    }

    private static void WriteMember(Utf8JsonWriter json, ReadOnlySpan<byte> key, RecordReader reader, RecordMember member)
    {
        if (reader.Has(member))
        {
            Begin(json, key);
            WriteRaw(json, "stringValue"u8, reader, member);
            End(json);
        }
    }

    // A 64-bit number of protobuf is a text in JSON.
    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> key, long value)
    {
        Begin(json, key);
        json.WriteString("intValue"u8, value.ToString(CultureInfo.InvariantCulture));
        End(json);
    }

    private static void WriteRaw(Utf8JsonWriter json, ReadOnlySpan<byte> name, RecordReader reader, RecordMember member)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(reader.Raw(member), skipInputValidation: true);
    }

    private static void Begin(Utf8JsonWriter json, ReadOnlySpan<byte> key)
    {
        json.WriteStartObject();
        json.WriteString("key"u8, key);
        json.WriteStartObject("value"u8);
    }

    private static void End(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static (int Number, string Text) SeverityOf(RecordReader record) => record switch
    {
        _ when record.Is(RecordMember.Outcome, "failed"u8) || record.Is(RecordMember.Outcome, "unknown"u8) || record.Is(RecordMember.Type, "journal.repair"u8)
            || record.Escaped(RecordMember.Type).StartsWith("detection."u8) => (Error, "ERROR"),
        _ when record.Is(RecordMember.Outcome, "denied"u8) => (Warn, "WARN"),
        _ => (Info, "INFO"),
    };

    // 16 bytes as hexadecimal digits, not all zero.
    private static bool IsTraceId(ReadOnlySpan<byte> text) =>
        text.Length == 32 && !text.ContainsAnyExcept(HexDigits) && text.ContainsAnyExcept((byte)'0');

    private static string Nanoseconds(DateTimeOffset time) =>
        Int128.Max(0, (time - DateTimeOffset.UnixEpoch).Ticks * (Int128)TimeSpan.NanosecondsPerTick) is var nanoseconds && nanoseconds <= long.MaxValue
            ? nanoseconds.ToString(CultureInfo.InvariantCulture)
            : "0";
}
