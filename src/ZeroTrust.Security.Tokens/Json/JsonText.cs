using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace ZeroTrust.Security.Tokens.Json;

/// <summary>The inside of JSON strings (RFC 8259 §7): escapes checked once, decoded when asked for.</summary>
internal static class JsonText
{
    /// <summary>Checks the escape that the text begins with. A pair of surrogates is one escape of twelve bytes.</summary>
    /// <returns>Its length in bytes; 0 with a fault.</returns>
    public static int MeasureEscape(ReadOnlySpan<byte> text, out JsonFault fault)
    {
        fault = JsonFault.Syntax;
        if (text.Length < 2)
        {
            return 0;
        }

        if (text[1] is (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t')
        {
            fault = JsonFault.None;
            return 2;
        }

        if (!TryReadUnit(text, out var unit))
        {
            return 0;
        }

        var length = 6;
        if (char.IsSurrogate(unit))
        {
            if (!char.IsHighSurrogate(unit) || !TryReadUnit(text[6..], out var low) || !char.IsLowSurrogate(low))
            {
                fault = JsonFault.Encoding;
                return 0;
            }

            length = 12;
        }

        fault = unit == '\0' ? JsonFault.Encoding : JsonFault.None;
        return length;
    }

    /// <summary>Whether two checked strings are the same characters. Ordinal: no case folding, no normalisation.</summary>
    public static bool AreEqual(ReadOnlySpan<byte> a, bool aEscaped, ReadOnlySpan<byte> b, bool bEscaped)
    {
        if (!aEscaped && !bEscaped)
        {
            return a.SequenceEqual(b);
        }

        while (!a.IsEmpty && !b.IsEmpty)
        {
            if (Take(ref a, aEscaped) != Take(ref b, bEscaped))
            {
                return false;
            }
        }

        return a.IsEmpty && b.IsEmpty;
    }

    /// <summary>Decodes a checked string to UTF-8.</summary>
    /// <param name="text">The string without its quotes.</param>
    /// <param name="destination">At least as long: no escape is shorter than what it stands for.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Decode(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        var written = 0;
        while (!text.IsEmpty)
        {
            written += Take(ref text, escaped: true).EncodeToUtf8(destination[written..]);
        }

        return written;
    }

    /// <summary>Takes the first character off a checked string that is not empty.</summary>
    public static Rune Take(ref ReadOnlySpan<byte> text, bool escaped)
    {
        if (!escaped || text[0] != '\\')
        {
            Rune.DecodeFromUtf8(text, out var rune, out var length);
            text = text[length..];
            return rune;
        }

        var kind = text[1];
        if (kind != 'u')
        {
            text = text[2..];
            return new(Unescape(kind));
        }

        TryReadUnit(text, out var unit);
        text = text[6..];
        if (!char.IsSurrogate(unit))
        {
            return new(unit);
        }

        TryReadUnit(text, out var low);
        text = text[6..];
        return new(unit, low);
    }

    private static char Unescape(byte kind) => kind switch
    {
        (byte)'b' => '\b',
        (byte)'f' => '\f',
        (byte)'n' => '\n',
        (byte)'r' => '\r',
        (byte)'t' => '\t',
        _ => (char)kind,
    };

    private static bool TryReadUnit(ReadOnlySpan<byte> text, out char unit)
    {
        unit = default;
        if (text.Length < 6 || text[0] != '\\' || text[1] != 'u'
            || !Utf8Parser.TryParse(text.Slice(2, 4), out ushort value, out var consumed, 'x') || consumed != 4)
        {
            return false;
        }

        unit = (char)value;
        return true;
    }
}
