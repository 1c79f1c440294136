using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Net;
using System.Runtime.CompilerServices;
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

    private const byte Quote = (byte)'"';
    private const int EscapeBytes = 6;
    private const int IPv4Bytes = 4;
    private const int LongestIPv4 = 15;

    // "2026-11-21T10:15:30." and what follows of it.
    private const int SecondBytes = 20;
    private const int FractionDigits = 7;

    private static readonly SearchValues<char> Plain =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(static code => (char)code).Where(static c => c is not ('"' or '\\'))]);

    private readonly byte[] _bytes = new byte[BufferBytes];
    private readonly CutMark _cut = new();
    private readonly byte[] _second = new byte[SecondBytes];
    private long _secondOf = -1;
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
        Length = Name(name);
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
        var start = Name(name);
        var at = _bytes.AsSpan(start);
        at[0] = Quote;
        word.CopyTo(at[1..]);
        at[word.Length + 1] = Quote;
        Length = start + word.Length + 2;
    }

    /// <summary>A member with text, if there is any, of at most so many bytes and a mark behind them.</summary>
    public void Text(ReadOnlySpan<byte> name, string? text, int limit)
    {
        if (text is not null)
        {
            Length = Value(Name(name), text, limit);
        }
    }

    /// <summary>A member with something that is a JSON literal already.</summary>
    public void Literal(ReadOnlySpan<byte> name, string literal)
    {
        var start = Name(name);
        Length = start + Encoding.ASCII.GetBytes(literal, _bytes.AsSpan(start));
    }

    public void Number(ReadOnlySpan<byte> name, long number)
    {
        var start = Name(name);
        Utf8Formatter.TryFormat(number, _bytes.AsSpan(start), out var written);
        Length = start + written;
    }

    public void True(ReadOnlySpan<byte> name)
    {
        Length = Name(name);
        Put("true"u8);
    }

    public void Null(ReadOnlySpan<byte> name)
    {
        Length = Name(name);
        Put("null"u8);
    }

    public void Id(ReadOnlySpan<byte> name, in Guid id)
    {
        var start = Name(name);
        var at = _bytes.AsSpan(start);
        at[0] = Quote;
        Utf8Formatter.TryFormat(id, at[1..], out var written, 'D');
        at[written + 1] = Quote;
        Length = start + written + 2;
    }

    /// <summary>A member with a time, as ISO 8601 in UTC to 100 ns.</summary>
    public void Time(ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        var start = Name(name);
        var at = _bytes.AsSpan(start, SecondBytes + FractionDigits + 3);
        var (second, rest) = Math.DivRem(time.UtcTicks, TimeSpan.TicksPerSecond);
        if (second != _secondOf)
        {
            KeepSecond(second);
        }

        at[0] = Quote;
        _second.CopyTo(at[1..]);
        var fraction = (uint)rest;
        for (var i = SecondBytes + FractionDigits; i > SecondBytes; i--)
        {
            (fraction, var digit) = Math.DivRem(fraction, 10);
            at[i] = (byte)('0' + digit);
        }

        at[^2] = (byte)'Z';
        at[^1] = Quote;
        Length = start + at.Length;
    }

    /// <summary>A member with an address, if there is one: IPv4 also where it came mapped into IPv6.</summary>
    public void Address(ReadOnlySpan<byte> name, IPAddress? address)
    {
        if (address is null)
        {
            return;
        }

        var start = Name(name);
        _bytes[start] = Quote;
        var end = Value(start + 1, address);
        _bytes[end] = Quote;
        Length = end + 1;
    }

    // Where the value begins. The length is read and written once a member: each time what follows has to wait for it. In place of the call,
    // since names are constants, and copied in a few moves where their lengths are known.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Name(ReadOnlySpan<byte> name)
    {
        var start = Length;
        var at = _bytes.AsSpan(start);
        var written = 0;
        if (!_first)
        {
            at[written++] = (byte)',';
        }

        _first = false;
        at[written++] = Quote;
        name.CopyTo(at[written..]);
        written += name.Length;
        at[written++] = Quote;
        at[written++] = (byte)':';
        return start + written;
    }

    private int Value(int start, string text, int limit)
    {
        if (text.Length <= limit && !text.AsSpan().ContainsAnyExcept(Plain))
        {
            var at = _bytes.AsSpan(start, text.Length + 2);
            at[0] = Quote;
            Ascii.FromUtf16(text, at[1..], out _);
            at[^1] = Quote;
            return start + at.Length;
        }

        Length = start;
        Put(Quote);
        PutEscaped(text, limit);
        Put(Quote);
        return Length;
    }

    private int Value(int start, IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address.TryWriteBytes(bytes, out var length) && (length == IPv4Bytes || address.IsIPv4MappedToIPv6))
        {
            return Dotted(start, BinaryPrimitives.ReadUInt32BigEndian(bytes[(length - IPv4Bytes)..]));
        }

        ((IUtf8SpanFormattable)address).TryFormat(_bytes.AsSpan(start), out var written, default, null);
        return start + written;
    }

    // The text of a second serves all that happens in it.
    private void KeepSecond(long second)
    {
        Span<byte> text = stackalloc byte[SecondBytes + FractionDigits + 1];
        Utf8Formatter.TryFormat(new DateTime(second * TimeSpan.TicksPerSecond, DateTimeKind.Utc), text, out _, 'O');
        text[..SecondBytes].CopyTo(_second);
        _secondOf = second;
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

    private int Dotted(int start, uint address)
    {
        var at = _bytes.AsSpan(start, LongestIPv4 + 1);
        var written = 0;
        for (var shift = 24; shift >= 0; shift -= 8)
        {
            var part = (address >> shift) & 0xFF;
            if (part >= 100)
            {
                at[written++] = (byte)('0' + (part / 100));
            }

            if (part >= 10)
            {
                at[written++] = (byte)('0' + (part / 10 % 10));
            }

            at[written++] = (byte)('0' + (part % 10));
            at[written++] = (byte)'.';
        }

        return start + written - 1;
    }

    private void Put(byte value) => _bytes[Length++] = value;

    private void Put(ReadOnlySpan<byte> values)
    {
        values.CopyTo(_bytes.AsSpan(Length));
        Length += values.Length;
    }
}
