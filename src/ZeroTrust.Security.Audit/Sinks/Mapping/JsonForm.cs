using System.Buffers;
using System.Text;
using System.Text.Json;
using ZeroTrust.Security.AuditRecords;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>
/// What the JSON schemas have in common. Values are handed on as the reader found them, whole JSON values in printable ASCII; names are ours, but for those of
/// details, which the writer encodes. For one thread.
/// </summary>
internal abstract class JsonForm : IRecordForm
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public void Write(in ReadRecord record, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        WriteMembers(json, record);
        json.WriteEndObject();
    }

    protected abstract void WriteMembers(Utf8JsonWriter json, in ReadRecord record);

    /// <summary>A member as it stands in the line, if it is there.</summary>
    protected static void Copy(Utf8JsonWriter json, ReadOnlySpan<byte> name, in ReadRecord record, RecordMember member)
    {
        if (record.Reader.Has(member))
        {
            json.WritePropertyName(name);
            json.WriteRawValue(record.Reader.Raw(member), skipInputValidation: true);
        }
    }

    /// <summary>An object of one member, if that is there.</summary>
    protected static void CopyInto(Utf8JsonWriter json, ReadOnlySpan<byte> outer, ReadOnlySpan<byte> name, in ReadRecord record, RecordMember member)
    {
        if (record.Reader.Has(member))
        {
            json.WriteStartObject(outer);
            Copy(json, name, record, member);
            json.WriteEndObject();
        }
    }

    /// <summary>The line as one text.</summary>
    protected static void WriteLine(Utf8JsonWriter json, ReadOnlySpan<byte> name, in ReadRecord record) => json.WriteString(name, record.Reader.Line);

    /// <summary>What the application and the journal said beside the fixed members, each under a name that no other has.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="record">The record.</param>
    /// <param name="asText">Whether every value is a text: a store that knows types by name refuses a name that has two.</param>
    protected void WriteDetails(Utf8JsonWriter json, in ReadRecord record, bool asText)
    {
        _names.Clear();
        if (record.Brief)
        {
            json.WriteString("details_left_out"u8, "too long"u8);
            return;
        }

        for (var i = 0; i < record.Reader.OtherCount; i++)
        {
            record.Reader.Other(i, out var name, out var value);
            WriteDetail(json, Encoding.ASCII.GetString(name), value, asText);
        }

        if (record.Reader.Has(RecordMember.Details))
        {
            WriteEach(json, record.Reader.Raw(RecordMember.Details), asText);
        }
    }

    private void WriteEach(Utf8JsonWriter json, ReadOnlySpan<byte> details, bool asText)
    {
        var reader = new Utf8JsonReader(details);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            WriteDetail(json, name, details[start..(int)reader.BytesConsumed], asText);
        }
    }

    // A dot would make an object of the name in some stores, and then 'a' and 'a.b' exclude each other.
    private void WriteDetail(Utf8JsonWriter json, string name, ReadOnlySpan<byte> value, bool asText)
    {
        var plain = name.Replace('.', '_');
        var unique = plain;
        var number = 1;
        while (!_names.Add(unique))
        {
            unique = $"{plain}_{++number}";
        }

        json.WritePropertyName(unique);
        if (!asText || value[0] == '"')
        {
            json.WriteRawValue(value, skipInputValidation: true);
        }
        else
        {
            json.WriteStringValue(value);
        }
    }
}
