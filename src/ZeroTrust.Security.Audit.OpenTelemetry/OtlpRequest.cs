using System.Buffers;
using System.Reflection;
using System.Text.Json;
using ZeroTrust.Security.AuditRecords;

namespace ZeroTrust.Security.Audit.OpenTelemetry;

/// <summary>Writes an <c>ExportLogsServiceRequest</c> in the JSON form of OTLP: one resource, one scope, a log record for each record. For one thread.</summary>
internal sealed class OtlpRequest(AuditMapping mapping)
{
    private const string Scope = "ZeroTrust.Security.Audit";

    private static readonly string Version =
        typeof(OtlpRequest).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    private readonly RecordReader _reader = new();

    /// <summary>Writes the request.</summary>
    /// <returns>Those that are no records.</returns>
    public IReadOnlyList<AuditAside> Write(string journal, ReadOnlySpan<AuditSinkRecord> records, IBufferWriter<byte> output)
    {
        var aside = new List<AuditAside>();
        using var json = new Utf8JsonWriter(output);
        Begin(json, "resourceLogs"u8);
        WriteResource(json);
        Begin(json, "scopeLogs"u8, nested: true);
        json.WriteStartObject("scope"u8);
        json.WriteString("name"u8, Scope);
        json.WriteString("version"u8, Version);
        json.WriteEndObject();
        json.WriteStartArray("logRecords"u8);
        foreach (var record in records)
        {
            if (_reader.TryRead(record.Line))
            {
                OtlpLogRecord.Write(json, _reader, record, journal);
            }
            else
            {
                aside.Add(new(record.Id, "not a record of a journal"));
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        return aside;
    }

    // An array with one object, which stays open.
    private static void Begin(Utf8JsonWriter json, ReadOnlySpan<byte> name, bool nested = false)
    {
        if (!nested)
        {
            json.WriteStartObject();
        }

        json.WriteStartArray(name);
        json.WriteStartObject();
    }

    private void WriteResource(Utf8JsonWriter json)
    {
        json.WriteStartObject("resource"u8);
        json.WriteStartArray("attributes"u8);
        OtlpLogRecord.WriteText(json, "service.name"u8, mapping.Service ?? "unknown_service");
        OtlpLogRecord.WriteText(json, "host.name"u8, mapping.Host);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
