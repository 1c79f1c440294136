using System.Text.Json;
using ZeroTrust.Security.AuditRecords;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>OCSF 1.3: one of four classes, and <c>unmapped</c> for what the schema has no attribute for.</summary>
internal sealed class OcsfForm(RecordSource source) : JsonForm
{
    public const string SchemaVersion = "1.3.0";

    protected override void WriteMembers(Utf8JsonWriter json, in ReadRecord record)
    {
        var kind = record.Kind;
        var classification = OcsfClass.Of(record.Reader, kind);
        classification.Write(json);
        json.WriteNumber("time"u8, record.Reader.Time.ToUnixTimeMilliseconds());
        OcsfStatus.Write(json, record);
        WriteMetadata(json, record);
        WriteClass(json, record, classification.Uid);

        WriteUnmapped(json, record);
        if (source.KeepLine && !record.Brief)
        {
            WriteLine(json, "raw_data"u8, record);
        }
    }

    private static void WriteMetadata(Utf8JsonWriter json, in ReadRecord record)
    {
        json.WriteStartObject("metadata"u8);
        json.WriteString("version"u8, SchemaVersion);
        json.WriteStartObject("product"u8);
        WriteProduct(json);
        json.WriteEndObject();
        json.WriteString("uid"u8, record.Record.Id);
        json.WriteNumber("sequence"u8, record.Record.Number);
        json.WriteString("log_name"u8, record.Journal);
        Copy(json, "event_code"u8, record, RecordMember.Type);
        Copy(json, "original_time"u8, record, RecordMember.Time);
        Copy(json, "tenant_uid"u8, record, RecordMember.Tenant);
        Copy(json, "correlation_uid"u8, record, record.Reader.Has(RecordMember.TraceId) ? RecordMember.TraceId : RecordMember.RequestId);
        if (record.Reader.Number(RecordMember.Wall) is > 0 and var wall)
        {
            json.WriteNumber("logged_time"u8, wall / 1000);
        }

        json.WriteEndObject();
    }

    private void WriteClass(Utf8JsonWriter json, in ReadRecord record, int classUid)
    {
        switch (classUid)
        {
            case OcsfClass.Lifecycle:
                json.WriteStartObject("app"u8);
                WriteProduct(json);
                json.WriteEndObject();
                break;
            case OcsfClass.Finding:
                WriteFinding(json, record);
                break;
            default:
                WriteActivity(json, record, classUid);
                break;
        }
    }

    private static void WriteFinding(Utf8JsonWriter json, in ReadRecord record)
    {
        json.WriteStartObject("finding_info"u8);
        json.WriteString("uid"u8, record.Record.Id);
        Copy(json, "title"u8, record, record.Reader.Has(RecordMember.Reason) ? RecordMember.Reason : RecordMember.Type);
        json.WriteEndObject();
        json.WriteStartArray("evidences"u8);
        json.WriteStartObject();
        WriteActor(json, record);
        WriteEndpoint(json, record);
        json.WriteEndObject();
        json.WriteEndArray();
        WriteResource(json, record);
    }

    private static void WriteProduct(Utf8JsonWriter json)
    {
        json.WriteString("name"u8, "Audit"u8);
        json.WriteString("vendor_name"u8, RecordSource.Product);
        json.WriteString("version"u8, RecordSource.Version);
    }

    private void WriteActivity(Utf8JsonWriter json, in ReadRecord record, int classUid)
    {
        switch (classUid)
        {
            case OcsfClass.Authentication:
                WriteUser(json, "user"u8, record);
                WriteService(json, "service"u8);
                break;
            case OcsfClass.Authorization:
                WriteUser(json, "user"u8, record);
                WritePrivilege(json, record);
                break;
            default:
                WriteActor(json, record);
                WriteApi(json, record);
                WriteResource(json, record);
                break;
        }

        WriteEndpoint(json, record);
        WriteRequest(json, record);
    }

    private static void WriteActor(Utf8JsonWriter json, in ReadRecord record)
    {
        json.WriteStartObject("actor"u8);
        WriteUser(json, "user"u8, record);
        Copy(json, "app_name"u8, record, RecordMember.Service);
        Copy(json, "app_uid"u8, record, RecordMember.Client);
        json.WriteEndObject();
    }

    // Who is not proven has no name: what a refused token claimed is no identity.
    private static void WriteUser(Utf8JsonWriter json, ReadOnlySpan<byte> name, in ReadRecord record)
    {
        json.WriteStartObject(name);
        if (record.Reader.Has(RecordMember.User))
        {
            Copy(json, "uid"u8, record, RecordMember.User);
            Copy(json, "domain"u8, record, RecordMember.Issuer);
            json.WriteNumber("type_id"u8, 1);
        }
        else if (record.Reader.Has(RecordMember.Service))
        {
            Copy(json, "uid"u8, record, RecordMember.Service);
            Copy(json, "domain"u8, record, RecordMember.ServiceIssuer);
            json.WriteNumber("type_id"u8, 4);
        }
        else
        {
            json.WriteString("name"u8, "unknown"u8);
            json.WriteNumber("type_id"u8, 0);
        }

        json.WriteEndObject();
    }

    private void WriteService(Utf8JsonWriter json, ReadOnlySpan<byte> name)
    {
        json.WriteStartObject(name);
        json.WriteString("name"u8, source.Name);
        json.WriteEndObject();
    }

    private static void WritePrivilege(Utf8JsonWriter json, in ReadRecord record)
    {
        json.WriteStartArray("privileges"u8);
        json.WriteRawValue(record.Reader.Raw(record.Reader.Has(RecordMember.Resource) ? RecordMember.Resource : RecordMember.Type), skipInputValidation: true);
        json.WriteEndArray();
    }

    private void WriteApi(Utf8JsonWriter json, in ReadRecord record)
    {
        json.WriteStartObject("api"u8);
        Copy(json, "operation"u8, record, record.Reader.Has(RecordMember.Action) ? RecordMember.Action : RecordMember.Type);
        WriteService(json, "service"u8);
        CopyInto(json, "request"u8, "uid"u8, record, RecordMember.RequestId);
        CopyInto(json, "response"u8, "error"u8, record, RecordMember.Code);
        json.WriteEndObject();
    }

    private static void WriteResource(Utf8JsonWriter json, in ReadRecord record)
    {
        if (record.Reader.Has(RecordMember.Resource))
        {
            json.WriteStartArray("resources"u8);
            json.WriteStartObject();
            Copy(json, "name"u8, record, RecordMember.Resource);
            json.WriteEndObject();
            json.WriteEndArray();
        }
    }

    private static void WriteEndpoint(Utf8JsonWriter json, in ReadRecord record)
    {
        json.WriteStartObject("src_endpoint"u8);
        var origin = record.Reader.Address(record.Origin);
        if (!origin.IsEmpty)
        {
            json.WriteString("ip"u8, origin);
        }
        else
        {
            json.WriteString("name"u8, "unknown"u8);
        }

        Copy(json, "svc_name"u8, record, RecordMember.Service);
        var peer = record.Reader.Address(RecordMember.ClientIp);
        if (record.Origin == RecordMember.ForwardedIp && !peer.IsEmpty)
        {
            json.WriteStartArray("intermediate_ips"u8);
            json.WriteStringValue(peer);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteRequest(Utf8JsonWriter json, in ReadRecord record)
    {
        if (HttpMethods.Is(record.Reader))
        {
            json.WriteStartObject("http_request"u8);
            Copy(json, "http_method"u8, record, RecordMember.Action);
            Copy(json, "uid"u8, record, RecordMember.RequestId);
            json.WriteEndObject();
        }
    }

    private void WriteUnmapped(Utf8JsonWriter json, in ReadRecord record)
    {
        json.WriteStartObject("unmapped"u8);
        Copy(json, "class"u8, record, RecordMember.Class);
        Copy(json, "action"u8, record, RecordMember.Action);
        Copy(json, "resource"u8, record, RecordMember.Resource);
        Copy(json, "service_issuer"u8, record, RecordMember.ServiceIssuer);
        Copy(json, "through"u8, record, RecordMember.Through);
        Copy(json, "client"u8, record, RecordMember.Client);
        Copy(json, "request_id"u8, record, RecordMember.RequestId);
        Copy(json, "connection_id"u8, record, RecordMember.ConnectionId);
        Copy(json, "unverified_issuer"u8, record, RecordMember.UnverifiedIssuer);
        Copy(json, "unverified_key_id"u8, record, RecordMember.UnverifiedKeyId);
        Copy(json, "intent"u8, record, RecordMember.Intent);
        Copy(json, "previous_hash"u8, record, RecordMember.Previous);
        Copy(json, "hash"u8, record, RecordMember.Hash);
        json.WriteStartObject("details"u8);
        WriteDetails(json, record, asText: false);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
