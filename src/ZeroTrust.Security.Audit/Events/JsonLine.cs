using System.Buffers;
using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ZeroTrust.Security.Audit.Events;

/// <summary>
/// Writes one JSON object of printable ASCII into a buffer that is used again: everything outside of that is escaped, so that no text ends a
/// line, leaves its string, hides or turns around what stands beside it. For one thread.
/// </summary>
internal sealed class JsonLine
{
    /// <summary>More than any event needs: the caller looks at <see cref="Length"/> before each part of which there may be many.</summary>
    private const int BufferBytes = 64 * 1024;

    private const int EscapeBytes = 6;

    private static readonly SearchValues<char> Plain =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(static code => (char)code).Where(static c => c is not ('"' or '\\'))]);

    private readonly byte[] _bytes = new byte[BufferBytes];
    private readonly CutMark _cut = new();
    private bool _first;

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Goes back to an earlier length.</summary>
    public void Cut(int length, bool first) => (Length, _first) = (length, first);

    public void Begin()
    {
        Put((byte)'{');
        _first = true;
    }

    public void BeginObject(ReadOnlySpan<byte> name)
    {
        Name(name);
        Begin();
    }

    public void End()
    {
        Put((byte)'}');
        _first = false;
    }

    /// <summary>Members as they were written before, behind another.</summary>
    public void Members(ReadOnlySpan<byte> members) => Put(members);

    /// <summary>A member with a word of ours.</summary>
    public void Word(ReadOnlySpan<byte> name, ReadOnlySpan<byte> word)
    {
        Name(name);
        var at = _bytes.AsSpan(Length);
        at[0] = (byte)'"';
        word.CopyTo(at[1..]);
        at[word.Length + 1] = (byte)'"';
        Length += word.Length + 2;
    }

    /// <summary>A member with text, if there is any, of at most so many bytes and a mark behind them.</summary>
    public void Text(ReadOnlySpan<byte> name, string? text, int limit)
    {
        if (text is not null)
        {
            Name(name);
            Value(text, limit);
        }
    }

    /// <summary>A member with something that is a JSON literal already.</summary>
    public void Literal(ReadOnlySpan<byte> name, string literal)
    {
        Name(name);
        Length += Encoding.ASCII.GetBytes(literal, _bytes.AsSpan(Length));
    }

    public void Number(ReadOnlySpan<byte> name, long number)
    {
        Name(name);
        Utf8Formatter.TryFormat(number, _bytes.AsSpan(Length), out var written);
        Length += written;
    }

    public void True(ReadOnlySpan<byte> name)
    {
        Name(name);
        Put("true"u8);
    }

    public void Null(ReadOnlySpan<byte> name)
    {
        Name(name);
        Put("null"u8);
    }

    public void Id(ReadOnlySpan<byte> name, Guid id)
    {
        Name(name);
        Put((byte)'"');
        Utf8Formatter.TryFormat(id, _bytes.AsSpan(Length), out var written, 'D');
        Length += written;
        Put((byte)'"');
    }

    public void Time(ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        Name(name);
        Put((byte)'"');
        Utf8Formatter.TryFormat(time.UtcDateTime, _bytes.AsSpan(Length), out var written, 'O');
        Length += written;
        Put((byte)'"');
    }

    /// <summary>A member with an address, if there is one: IPv4 also where it came mapped into IPv6.</summary>
    public void Address(ReadOnlySpan<byte> name, IPAddress? address)
    {
        if (address is null)
        {
            return;
        }

        Name(name);
        Put((byte)'"');
        Span<byte> bytes = stackalloc byte[16];
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && address.IsIPv4MappedToIPv6 && address.TryWriteBytes(bytes, out _))
        {
            PutDotted(bytes[12..]);
        }
        else
        {
            ((IUtf8SpanFormattable)address).TryFormat(_bytes.AsSpan(Length), out var written, default, null);
            Length += written;
        }

        Put((byte)'"');
    }

    private void Name(ReadOnlySpan<byte> name)
    {
        var at = _bytes.AsSpan(Length);
        var written = 0;
        if (!_first)
        {
            at[written++] = (byte)',';
        }

        _first = false;
        at[written++] = (byte)'"';
        name.CopyTo(at[written..]);
        written += name.Length;
        at[written++] = (byte)'"';
        at[written++] = (byte)':';
        Length += written;
    }

    private void Value(string text, int limit)
    {
        var at = _bytes.AsSpan(Length);
        if (text.Length <= limit && !text.AsSpan().ContainsAnyExcept(Plain))
        {
            Ascii.FromUtf16(text, at[1..], out _);
            at[0] = (byte)'"';
            at[text.Length + 1] = (byte)'"';
            Length += text.Length + 2;
            return;
        }

        Put((byte)'"');
        PutEscaped(text, limit);
        Put((byte)'"');
    }

    private void PutEscaped(string text, int limit)
    {
        var end = Length + limit;
        var i = 0;
        while (i < text.Length)
        {
            var c = text[i++];
            var isPair = char.IsHighSurrogate(c) && i < text.Length && char.IsLowSurrogate(text[i]);
            var needed = Plain.Contains(c) ? 1 : isPair ? 2 * EscapeBytes : EscapeBytes;
            if (Length + needed > end)
            {
                Length += _cut.Write(text, _bytes.AsSpan(Length));
                return;
            }

            if (needed == 1)
            {
                Put((byte)c);
            }
            else if (isPair)
            {
                PutEscape(c);
                PutEscape(text[i++]);
            }
            else
            {
                // Half a pair is no character: readers disagree about it.
                PutEscape(char.IsSurrogate(c) ? '\uFFFD' : c);
            }
        }
    }

    private void PutEscape(char c)
    {
        Put("\\u"u8);
        Utf8Formatter.TryFormat((ushort)c, _bytes.AsSpan(Length), out var written, new StandardFormat('x', 4));
        Length += written;
    }

    private void PutDotted(ReadOnlySpan<byte> parts)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0)
            {
                Put((byte)'.');
            }

            Utf8Formatter.TryFormat(parts[i], _bytes.AsSpan(Length), out var written);
            Length += written;
        }
    }

    private void Put(byte value) => _bytes[Length++] = value;

    private void Put(ReadOnlySpan<byte> values)
    {
        values.CopyTo(_bytes.AsSpan(Length));
        Length += values.Length;
    }
}
