using System.Buffers;
using System.Buffers.Text;
using System.Text;
using ZeroTrust.Security.AuditRecords;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>
/// Writes texts of a record as CEF wants them. A text is first made printable ASCII, with <c>\</c> as <c>\\</c> and what is not printable as <c>\uXXXX</c>, so that two texts
/// never become one; then comes CEF's own escaping: <c>|</c> and <c>\</c> in the header, <c>=</c> and <c>\</c> and ends of lines in a value.
/// </summary>
internal readonly ref struct CefText(IBufferWriter<byte> output)
{
    private const int EscapedBytes = 7;

    public void Raw(ReadOnlySpan<byte> bytes) => output.Write(bytes);

    public void Number(long number)
    {
        Utf8Formatter.TryFormat(number, output.GetSpan(20), out var written);
        output.Advance(written);
    }

    /// <summary>A key of ours, behind another pair; an empty one goes on with the value of the last.</summary>
    public void Key(ReadOnlySpan<byte> key)
    {
        Raw(" "u8);
        if (!key.IsEmpty)
        {
            First(key);
        }
    }

    public void First(ReadOnlySpan<byte> key)
    {
        Raw(key);
        Raw("="u8);
    }

    /// <summary>A member, if it is there.</summary>
    public void Pair(ReadOnlySpan<byte> key, in ReadRecord record, RecordMember member)
    {
        if (record.Reader.Has(member))
        {
            Key(key);
            Value(record.Reader.Escaped(member));
        }
    }

    /// <summary>A member in one of the fields that are named by the sender.</summary>
    public void Custom(ReadOnlySpan<byte> key, ReadOnlySpan<byte> label, in ReadRecord record, RecordMember member)
    {
        if (record.Reader.Has(member))
        {
            Raw(" "u8);
            Raw(key);
            Raw("Label="u8);
            Raw(label);
            Pair(key, record, member);
        }
    }

    /// <summary>A text of the header, as JSON escapes it.</summary>
    public void Header(ReadOnlySpan<byte> json) => Write(json, (byte)'|');

    /// <summary>A value, as JSON escapes it.</summary>
    public void Value(ReadOnlySpan<byte> json) => Write(json, (byte)'=');

    /// <summary>JSON as a value of its own: it is printable ASCII already.</summary>
    public void Json(ReadOnlySpan<byte> json)
    {
        foreach (var c in json)
        {
            Put((char)c, (byte)'=');
        }
    }

    private void Write(ReadOnlySpan<byte> json, byte special)
    {
        for (var i = 0; i < json.Length; i++)
        {
            var c = json[i] == '\\' ? Unescape(json, ref i) : (char)json[i];

            // A space at either end would be taken for the one between pairs.
            if (c is '\\' or < ' ' or > '~' || (c == ' ' && (i == 0 || i == json.Length - 1)))
            {
                Escape(c, special);
            }
            else
            {
                Put(c, special);
            }
        }
    }

    // The line was read as JSON before, so that whatever stands behind a backslash is whole.
    private static char Unescape(ReadOnlySpan<byte> json, ref int i)
    {
        switch (json[++i])
        {
            case (byte)'u':
                _ = Utf8Parser.TryParse(json.Slice(i + 1, 4), out ushort code, out _, 'x');
                i += 4;
                return (char)code;
            case (byte)'b':
                return '\b';
            case (byte)'f':
                return '\f';
            case (byte)'n':
                return '\n';
            case (byte)'r':
                return '\r';
            case (byte)'t':
                return '\t';
            default:
                return (char)json[i];
        }
    }

    private void Escape(char c, byte special)
    {
        if (c == '\\')
        {
            Raw("\\\\\\\\"u8);
        }
        else if (special == '=' && c is '\n' or '\r')
        {
            Raw(c == '\n' ? "\\n"u8 : "\\r"u8);
        }
        else
        {
            var span = output.GetSpan(EscapedBytes);
            "\\\\u"u8.CopyTo(span);
            Encoding.ASCII.GetBytes(((int)c).ToString("x4", null), span[3..]);
            output.Advance(EscapedBytes);
        }
    }

    private void Put(char c, byte special)
    {
        var isSpecial = c == special || c == '\\';
        var span = output.GetSpan(2);
        span[0] = (byte)'\\';
        span[isSpecial ? 1 : 0] = (byte)c;
        output.Advance(isSpecial ? 2 : 1);
    }
}
