using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ZeroTrust.Security.AuditRecords;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>
/// Common Event Format 0. Keys are those of its dictionary where it has one, and begin with <c>zt</c> where it has none; what the application said stands in one value,
/// <c>ztDetails</c>, as JSON.
/// </summary>
internal sealed class CefForm(RecordSource source) : IRecordForm
{
    private const int Low = 3;
    private const int Medium = 6;
    private const int High = 8;

    private (string? Name, JsonEncodedText Text) _journal;
    private readonly byte[] _host = [.. source.Host.EncodedUtf8Bytes];
    private readonly byte[] _service = [.. source.Name.EncodedUtf8Bytes];

    public void Write(in ReadRecord record, IBufferWriter<byte> output)
    {
        var text = new CefText(output);
        WriteHeader(text, record.Reader);
        WriteFixed(text, record);
        WriteActor(text, record);
        WriteRequest(text, record);
        WriteOwn(text, record);
        WriteDetails(text, record);
    }

    private static void WriteHeader(CefText text, RecordReader record)
    {
        text.Raw("CEF:0|ZeroTrust.Security|Audit|"u8);
        text.Header(Encoding.ASCII.GetBytes(RecordSource.Version));
        text.Raw("|"u8);
        text.Header(record.Escaped(RecordMember.Type));
        text.Raw("|"u8);
        text.Header(record.Escaped(RecordMember.Type));
        text.Raw(" "u8);
        text.Header(record.Escaped(RecordKinds.Of(record) == RecordKind.Alert ? RecordMember.Reason : RecordMember.Outcome));
        text.Raw("|"u8);
        text.Number(SeverityOf(record));
        text.Raw("|"u8);
    }

    private ReadOnlySpan<byte> JournalNamed(string journal)
    {
        _journal = _journal.Name == journal ? _journal : (journal, JsonEncodedText.Encode(journal));
        return _journal.Text.EncodedUtf8Bytes;
    }

    private static int SeverityOf(RecordReader record) => record switch
    {
        _ when RecordKinds.IsGrave(record) => High,
        _ when record.Is(RecordMember.Outcome, "denied"u8) || record.Is(RecordMember.Outcome, "failed"u8) || record.Is(RecordMember.Outcome, "unknown"u8) => Medium,
        _ => Low,
    };

    private void WriteFixed(CefText text, in ReadRecord record)
    {
        text.First("rt"u8);
        text.Number(record.Reader.Time.ToUnixTimeMilliseconds());
        text.Key("externalId"u8);
        text.Raw(Encoding.ASCII.GetBytes(record.Record.Id.ToString("D", CultureInfo.InvariantCulture)));
        text.Key("dvchost"u8);
        text.Value(_host);
        text.Key("destinationServiceName"u8);
        text.Value(_service);
        text.Key("deviceExternalId"u8);
        text.Value(JournalNamed(record.Journal));
        text.Pair("act"u8, record, RecordMember.Outcome);
        text.Pair("reason"u8, record, RecordMember.Reason);
    }

    private static void WriteActor(CefText text, in ReadRecord record)
    {
        text.Pair("suser"u8, record, RecordMember.User);
        text.Pair("sourceServiceName"u8, record, RecordMember.Service);
        text.Custom("cs1"u8, "tenant"u8, record, RecordMember.Tenant);
        text.Custom("cs2"u8, "issuer"u8, record, RecordMember.Issuer);
        text.Custom("cs3"u8, "client"u8, record, RecordMember.Client);
    }

    private static void WriteRequest(CefText text, in ReadRecord record)
    {
        WriteOrigin(text, record.Reader.Address(record.Origin));
        text.Pair(HttpMethods.Is(record.Reader) ? "requestMethod"u8 : "ztAction"u8, record, RecordMember.Action);
        text.Pair("request"u8, record, RecordMember.Resource);
        text.Custom("cs4"u8, "trace_id"u8, record, RecordMember.TraceId);
        text.Custom("cs5"u8, "request_id"u8, record, RecordMember.RequestId);
        text.Custom("cs6"u8, "code"u8, record, RecordMember.Code);
    }

    // The key for the source's address takes IPv4 alone.
    private static void WriteOrigin(CefText text, ReadOnlySpan<byte> address)
    {
        if (address.IsEmpty)
        {
            return;
        }

        if (address.Contains((byte)':'))
        {
            text.Key("c6a2Label"u8);
            text.Raw("Source IPv6 Address"u8);
            text.Key("c6a2"u8);
        }
        else
        {
            text.Key("src"u8);
        }

        text.Value(address);
    }

    private static void WriteOwn(CefText text, in ReadRecord record)
    {
        text.Key("cn1Label"u8);
        text.Raw("sequence"u8);
        text.Key("cn1"u8);
        text.Number(record.Record.Number);
        if (record.Origin == RecordMember.ForwardedIp)
        {
            text.Pair("ztPeer"u8, record, RecordMember.ClientIp);
        }

        text.Pair("ztClass"u8, record, RecordMember.Class);
        text.Pair("ztServiceIssuer"u8, record, RecordMember.ServiceIssuer);
        text.Pair("ztThrough"u8, record, RecordMember.Through);
        text.Pair("ztConnectionId"u8, record, RecordMember.ConnectionId);
        text.Pair("ztUnverifiedIssuer"u8, record, RecordMember.UnverifiedIssuer);
        text.Pair("ztUnverifiedKeyId"u8, record, RecordMember.UnverifiedKeyId);
        text.Pair("ztIntent"u8, record, RecordMember.Intent);
        text.Pair("ztHash"u8, record, RecordMember.Hash);
    }

    private static void WriteDetails(CefText text, in ReadRecord record)
    {
        if (record.Brief)
        {
            text.Key("ztDetailsLeftOut"u8);
            text.Raw("too long"u8);
            return;
        }

        if (record.Reader.Has(RecordMember.Details))
        {
            text.Key("ztDetails"u8);
            text.Json(record.Reader.Raw(RecordMember.Details));
        }

        for (var i = 0; i < record.Reader.OtherCount; i++)
        {
            record.Reader.Other(i, out var name, out var value);
            text.Key(i == 0 ? "ztOther"u8 : default);
            text.Json(name);
            text.Raw("\\="u8);
            text.Json(value);
        }
    }
}
