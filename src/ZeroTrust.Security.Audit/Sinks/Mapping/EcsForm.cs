using System.Text.Json;
using ZeroTrust.Security.AuditRecords;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>
/// Elastic Common Schema 8.17. What it has no field for stands under <c>zerotrust</c>, always of the same type; what the application said under <c>labels</c>, always as
/// text, as the schema wants it.
/// </summary>
internal sealed class EcsForm(RecordSource source) : JsonForm
{
    public const string SchemaVersion = "8.17.0";

    private const long MostMicroseconds = 253_402_300_799_999_999;

    protected override void WriteMembers(Utf8JsonWriter json, in ReadRecord record)
    {
        json.WriteString("@timestamp"u8, record.Reader.Time.UtcDateTime);
        json.WriteStartObject("ecs"u8);
        json.WriteString("version"u8, SchemaVersion);
        json.WriteEndObject();
        WriteEvent(json, record);
        WritePlace(json);
        WriteActor(json, record);
        WriteRequest(json, record);
        if (record.Kind == RecordKind.Alert)
        {
            CopyInto(json, "rule"u8, "name"u8, record, RecordMember.Reason);
        }

        WriteOwn(json, record);
        json.WriteStartObject("labels"u8);
        WriteDetails(json, record, asText: true);
        json.WriteEndObject();
    }

    private void WriteEvent(Utf8JsonWriter json, in ReadRecord record)
    {
        json.WriteStartObject("event"u8);
        json.WriteString("kind"u8, record.Kind == RecordKind.Alert ? "alert"u8 : "event"u8);
        json.WriteString("module"u8, "zerotrust"u8);
        json.WriteString("dataset"u8, "zerotrust.audit"u8);
        json.WriteString("id"u8, record.Record.Id);
        json.WriteNumber("sequence"u8, record.Record.Number);
        Copy(json, "action"u8, record, RecordMember.Type);
        EcsCategories.Write(json, record);
        Copy(json, "code"u8, record, RecordMember.Code);
        Copy(json, "reason"u8, record, RecordMember.Reason);
        if (record.Reader.Number(RecordMember.Wall) is > 0 and var wall)
        {
            json.WriteString("created"u8, DateTime.UnixEpoch.AddMicroseconds(Math.Min(wall, MostMicroseconds)));
        }

        Copy(json, "hash"u8, record, RecordMember.Hash);
        if (source.KeepLine && !record.Brief)
        {
            WriteLine(json, "original"u8, record);
        }

        json.WriteEndObject();
    }

    private void WritePlace(Utf8JsonWriter json)
    {
        json.WriteStartObject("host"u8);
        json.WriteString("name"u8, source.Host);
        json.WriteEndObject();
        if (source.Service is { } service)
        {
            json.WriteStartObject("service"u8);
            json.WriteString("name"u8, service);
            json.WriteEndObject();
        }
    }

    private static void WriteActor(Utf8JsonWriter json, in ReadRecord record)
    {
        if (record.Reader.Has(RecordMember.User))
        {
            json.WriteStartObject("user"u8);
            Copy(json, "id"u8, record, RecordMember.User);
            Copy(json, "domain"u8, record, RecordMember.Issuer);
            json.WriteEndObject();
            json.WriteStartObject("related"u8);
            json.WriteStartArray("user"u8);
            json.WriteRawValue(record.Reader.Raw(RecordMember.User), skipInputValidation: true);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        CopyInto(json, "organization"u8, "id"u8, record, RecordMember.Tenant);
    }

    private static void WriteRequest(Utf8JsonWriter json, in ReadRecord record)
    {
        WriteAddress(json, "source"u8, record.Reader.Address(RecordMember.ClientIp));
        WriteAddress(json, "client"u8, record.Reader.Address(record.Origin));
        CopyInto(json, "trace"u8, "id"u8, record, RecordMember.TraceId);
        var method = HttpMethods.Is(record.Reader);
        if (method || record.Reader.Has(RecordMember.RequestId))
        {
            json.WriteStartObject("http"u8);
            json.WriteStartObject("request"u8);
            Copy(json, "id"u8, record, RecordMember.RequestId);
            if (method)
            {
                Copy(json, "method"u8, record, RecordMember.Action);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    private static void WriteAddress(Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlySpan<byte> address)
    {
        if (!address.IsEmpty)
        {
            json.WriteStartObject(name);
            json.WriteString("ip"u8, address);
            json.WriteEndObject();
        }
    }

    private static void WriteOwn(Utf8JsonWriter json, in ReadRecord record)
    {
        json.WriteStartObject("zerotrust"u8);
        json.WriteString("journal"u8, record.Journal);
        Copy(json, "previous_hash"u8, record, RecordMember.Previous);
        Copy(json, "class"u8, record, RecordMember.Class);
        Copy(json, "outcome"u8, record, RecordMember.Outcome);
        Copy(json, "resource"u8, record, RecordMember.Resource);
        Copy(json, "action"u8, record, RecordMember.Action);
        Copy(json, "service"u8, record, RecordMember.Service);
        Copy(json, "service_issuer"u8, record, RecordMember.ServiceIssuer);
        Copy(json, "through"u8, record, RecordMember.Through);
        Copy(json, "client"u8, record, RecordMember.Client);
        Copy(json, "connection_id"u8, record, RecordMember.ConnectionId);
        Copy(json, "unverified_issuer"u8, record, RecordMember.UnverifiedIssuer);
        Copy(json, "unverified_key_id"u8, record, RecordMember.UnverifiedKeyId);
        Copy(json, "intent"u8, record, RecordMember.Intent);
        json.WriteEndObject();
    }
}
