using System.Buffers.Text;
using System.Net;
using System.Text.Json;

namespace ZeroTrust.Security.AuditRecords;

/// <summary>
/// Takes a line of the journal apart, once. Values stay where they are in the line, as JSON in printable ASCII, so that a mapper can hand them on
/// without making text of them. For one thread.
/// </summary>
internal sealed class RecordReader
{
    private readonly Range[] _members = new Range[RecordMembers.Count];
    private readonly bool[] _seen = new bool[RecordMembers.Count];
    private readonly List<(Range Name, Range Value)> _others = [];
    private ReadOnlyMemory<byte> _line;

    /// <summary>The whole line.</summary>
    public ReadOnlySpan<byte> Line => _line.Span;

    /// <summary>When it happened; when it was written, where the record does not say.</summary>
    public DateTimeOffset Time { get; private set; }

    /// <summary>Members without a meaning here, such as those of the journal's own records.</summary>
    public int OtherCount => _others.Count;

    /// <summary>Reads a line.</summary>
    /// <returns><see langword="false"/> where it is no record: not printable ASCII, no JSON object, without a type or a time, or with a member twice.</returns>
    public bool TryRead(ReadOnlyMemory<byte> line)
    {
        _line = line;
        Array.Clear(_seen);
        _others.Clear();
        if (line.Span.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
        {
            return false;
        }

        try
        {
            return ReadMembers(line.Span) && Has(RecordMember.Type) && TryReadTime();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    public bool Has(RecordMember member) => _seen[(int)member];

    /// <summary>A value as it stands in the line, a text with its quotation marks; empty where there is none.</summary>
    public ReadOnlySpan<byte> Raw(RecordMember member) => Has(member) ? Line[_members[(int)member]] : default;

    /// <summary>A text as it stands in the line, without its quotation marks and with its escapes; empty where there is none.</summary>
    public ReadOnlySpan<byte> Escaped(RecordMember member) => Has(member) ? Raw(member)[1..^1] : default;

    /// <summary>Whether a text is this word.</summary>
    public bool Is(RecordMember member, ReadOnlySpan<byte> word) => Escaped(member).SequenceEqual(word);

    /// <summary>A number; 0 where there is none.</summary>
    public long Number(RecordMember member) => Utf8Parser.TryParse(Raw(member), out long number, out var read) && read == Raw(member).Length ? number : 0;

    /// <summary>
    /// An address, without the zone of an IPv6 one, which is of this machine alone and which readers elsewhere refuse (RFC 4007 §11); empty where there is none.
    /// </summary>
    public ReadOnlySpan<byte> Address(RecordMember member)
    {
        var text = Escaped(member);
        var zone = text.IndexOf((byte)'%');
        text = zone < 0 ? text : text[..zone];
        return IPAddress.TryParse(text, out _) ? text : default;
    }

    /// <summary>The name of another member, without quotation marks and with its escapes, and its value as it stands in the line.</summary>
    public void Other(int index, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        name = Line[_others[index].Name];
        value = Line[_others[index].Value];
    }

    private bool ReadMembers(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var known = RecordMembers.Find(ref reader);
            var name = (int)reader.TokenStartIndex + 1;
            var nameEnd = name + reader.ValueSpan.Length;
            reader.Read();
            var type = reader.TokenType;
            var value = (int)reader.TokenStartIndex;
            reader.Skip();
            if (!Keep(known, type, name..nameEnd, value..(int)reader.BytesConsumed))
            {
                return false;
            }
        }

        return !reader.Read();
    }

    private bool Keep(RecordMember? known, JsonTokenType type, Range name, Range value)
    {
        // The journal's own records have a number of that name, which is none of a caller's.
        if (known is not { } member || (member == RecordMember.Through && type == JsonTokenType.Number))
        {
            _others.Add((name, value));
            return true;
        }

        if (Has(member) || !RecordMembers.Takes(member, type))
        {
            return false;
        }

        _members[(int)member] = value;
        _seen[(int)member] = true;
        return true;
    }

    private bool TryReadTime()
    {
        const long MostMicroseconds = 253_402_300_799_999_999;

        var reader = new Utf8JsonReader(Raw(RecordMember.Time));
        if (Has(RecordMember.Time) && reader.Read() && reader.TryGetDateTimeOffset(out var time))
        {
            Time = time;
            return true;
        }

        var wall = Number(RecordMember.Wall);
        Time = wall is > 0 and <= MostMicroseconds ? DateTimeOffset.UnixEpoch.AddMicroseconds(wall) : default;
        return Time != default && !Has(RecordMember.Time);
    }
}
