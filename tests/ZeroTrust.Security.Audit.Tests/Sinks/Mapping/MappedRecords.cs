using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json;
using ZeroTrust.Security.Audit.Events;
using ZeroTrust.Security.Audit.Journal;

namespace ZeroTrust.Security.Audit.Tests.Sinks;

/// <summary>Records as the journal writes them, one of each kind, and what the mappers make of them.</summary>
internal static class MappedRecords
{
    public const string Journal = "0123456789abcdef0123456789abcdef";

    public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);
    public static readonly Guid Id = Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057");
    public static readonly AuditMapping Mapping = new() { Service = "orders", Host = "node-7" };

    /// <summary>An access that was allowed, with every member but those of a refused token.</summary>
    public static AuditEvent Access { get; } = new()
    {
        Type = "access",
        Outcome = AuditOutcome.Allowed,
        Caller = new() { User = new("corporate", "alice"), Service = new("gateway", "mesh", "spiffe") { Through = ["portal", "edge"] }, Client = "app", Tenant = "acme" },
        Resource = "/orders/{id}",
        Action = "GET",
        RequestId = "0HN1:2",
        ConnectionId = "0HN1",
        TraceId = "0af7651916cd43dd8448eb211c80319c",
        ClientAddress = IPAddress.Parse("127.0.0.1"),
        ForwardedAddress = IPAddress.Parse("2001:db8::7"),
    };

    public static AuditEvent Unproven { get; } = new()
    {
        Type = "access",
        Outcome = AuditOutcome.Denied,
        Resource = "/orders/{id}",
        Action = "GET",
        Code = "invalid_token",
        Reason = "SignatureInvalid",
        Unverified = new("k1", "evil", "x"),
        ClientAddress = IPAddress.Parse("fe80::1%3"),
    };

    public static AuditEvent Refused { get; } = Access with { Outcome = AuditOutcome.Denied, Code = "insufficient_scope", Reason = "orders:write" };

    public static AuditEvent Refund { get; } = Access with
    {
        Type = "refund",
        Resource = "o-1",
        Action = null,
        Details = [new("amount", 89.90m), new("partly", false), new("note", (string?)null), new("to", "x=y|z\\"), new("a.b", "1"), new("a_b", "2")],
    };

    public static IReadOnlyDictionary<string, AuditSinkRecord> All { get; } = new Dictionary<string, AuditSinkRecord>(StringComparer.Ordinal)
    {
        ["access"] = Of(Access),
        ["unproven"] = Of(Unproven),
        ["refused"] = Of(Refused),
        ["failed"] = Of(Access with { Outcome = AuditOutcome.Failed, Code = "keys_unavailable" }),
        ["refund"] = Of(Refund),
        ["intent"] = Of(Refund with { Outcome = AuditOutcome.Started }),
        ["outcome"] = Of(Refund with { Intent = Id }),
        ["bare"] = Of(new AuditEvent { Type = "export", Outcome = AuditOutcome.Unknown }),
        ["alert"] = Of(Access with { Type = "detection.alert", Action = null, Reason = "refund-burst", Details = [new("rule", "refund-burst"), new("count", 3)] }),
        ["start"] = Of(new AuditEvent { Type = "audit.start", Outcome = AuditOutcome.Allowed }),
        ["stop"] = Of(new AuditEvent { Type = "audit.stop", Outcome = AuditOutcome.Allowed }),
        ["lost"] = Of(new AuditEvent { Type = "audit.lost", Outcome = AuditOutcome.Failed, Details = [new("buffered", 3)] }),
        ["segment"] = Line(Encoding.ASCII.GetString(OwnRecord.Write("journal.segment", Now, static json =>
        {
            json.WriteNumber("format", 1);
            json.WriteStartObject("previous");
            json.WriteNumber("seq", 16);
            json.WriteEndObject();
        }))),
        ["recovery"] = Line(Encoding.ASCII.GetString(OwnRecord.Write("journal.recovery", Now, static json =>
        {
            json.WriteNumber("through", 16);
            json.WriteNumber("unknown", 0);
        }))),
        ["close"] = Line(Encoding.ASCII.GetString(OwnRecord.Write("journal.close", Now, static _ => { }))),
    };

    public static AuditSinkRecord Of(AuditEvent auditEvent) =>
        Line(Encoding.ASCII.GetString(new AuditEncoder(DigestKey.OfProcess()).Encode(AuditRecord.Of(auditEvent, AuditClass.Required, Now), Id)));

    /// <summary>An event within the envelope of a journal's line.</summary>
    public static AuditSinkRecord Line(string json) => new(17, Id, Encoding.ASCII.GetBytes($$"""
        {"seq":17,"prev":"{{new string('9', 64)}}","wall":1767323045700000,"mono":5123456,"flushed":16,{{json[1..^1]}},"hash":"{{new string('4', 64)}}"}
        """));

    /// <summary>What a mapper makes of a record.</summary>
    public static string Map(AuditFormat format, AuditSinkRecord record, bool brief = false)
    {
        var output = new ArrayBufferWriter<byte>();
        Assert.True(new AuditMapper(format, Mapping).TryWrite(record, Journal, output, brief));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static JsonElement MapJson(AuditFormat format, AuditSinkRecord record)
    {
        using var document = JsonDocument.Parse(Map(format, record));
        return document.RootElement.Clone();
    }
}
