using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace ZeroTrust.Security.Secrets;

/// <summary>Writes a value in one of its ways, a character at a time. What it needs for that is on the stack, and cleared.</summary>
internal static class ValueWriter
{
    private const string Base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private const string Base64Url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private const string LowerHex = "0123456789abcdef";
    private const string UpperHex = "0123456789ABCDEF";
    private const string Unreserved = "-._~";
    private const string WebUnreserved = "-._!*()";
    private const int LongestEscape = 12;

    /// <summary>All ways.</summary>
    public static IReadOnlyList<Writing> All { get; } = Enum.GetValues<Writing>();

    /// <summary>Whether a value can be written so: what is no text cannot be one.</summary>
    public static bool CanWrite(Writing writing, ReadOnlySpan<byte> value) => writing > Writing.RelaxedJson && writing != Writing.Query || Utf8.IsValid(value);

    /// <summary>How many bytes stand before the value in the three of which base64 makes four characters.</summary>
    public static int Before(Writing writing) => writing switch
    {
        Writing.Base64AfterOne or Writing.Base64UrlAfterOne => 1,
        Writing.Base64AfterTwo or Writing.Base64UrlAfterTwo => 2,
        _ => 0,
    };

    public static void Write<TSink>(Writing writing, ReadOnlySpan<byte> value, ref TSink sink)
        where TSink : struct, ICharSink, allows ref struct
    {
        switch (writing)
        {
            case Writing.Text:
                WriteText(value, null, ref sink);
                break;
            case Writing.Json:
                WriteText(value, JavaScriptEncoder.Default, ref sink);
                break;
            case Writing.RelaxedJson:
                WriteText(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping, ref sink);
                break;
            case Writing.Query:
                WriteText(value, UrlEncoder.Default, ref sink);
                break;
            case Writing.Percent or Writing.LowerPercent or Writing.Form:
                WritePercent(value, Unreserved, writing == Writing.LowerPercent ? LowerHex : UpperHex, writing == Writing.Form, ref sink);
                break;
            case Writing.WebForm or Writing.LowerWebForm:
                WritePercent(value, WebUnreserved, writing == Writing.LowerWebForm ? LowerHex : UpperHex, plusForSpace: true, ref sink);
                break;
            case Writing.Hex or Writing.UpperHex or Writing.DashedHex:
                WriteHex(value, writing == Writing.Hex ? LowerHex : UpperHex, writing == Writing.DashedHex, ref sink);
                break;
            case Writing.Decimals:
                WriteDecimals(value, ref sink);
                break;
            default:
                WriteBase64(value, writing >= Writing.Base64Url ? Base64Url : Base64, Before(writing), ref sink);
                break;
        }
    }

    private static void WriteText<TSink>(ReadOnlySpan<byte> value, TextEncoder? encoder, ref TSink sink)
        where TSink : struct, ICharSink, allows ref struct
    {
        Span<char> units = stackalloc char[2];
        Span<char> escaped = stackalloc char[2 * LongestEscape];
        while (!value.IsEmpty)
        {
            Rune.DecodeFromUtf8(value, out var rune, out var used);
            value = value[used..];
            ReadOnlySpan<char> characters = units[..rune.EncodeToUtf16(units)];
            if (encoder is not null)
            {
                encoder.Encode(characters, escaped, out _, out var written);
                characters = escaped[..written];
            }

            foreach (var character in characters)
            {
                sink.Take(character);
            }
        }

        Clear(units);
        Clear(escaped);
    }

    private static void WritePercent<TSink>(ReadOnlySpan<byte> value, string unreserved, string digits, bool plusForSpace, ref TSink sink)
        where TSink : struct, ICharSink, allows ref struct
    {
        foreach (var one in value)
        {
            if (char.IsAsciiLetterOrDigit((char)one) || unreserved.Contains((char)one, StringComparison.Ordinal))
            {
                sink.Take((char)one);
            }
            else if (one == ' ' && plusForSpace)
            {
                sink.Take('+');
            }
            else
            {
                sink.Take('%');
                sink.Take(digits[one >> 4]);
                sink.Take(digits[one & 15]);
            }
        }
    }

    private static void WriteHex<TSink>(ReadOnlySpan<byte> value, string digits, bool dashed, ref TSink sink)
        where TSink : struct, ICharSink, allows ref struct
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (dashed && i > 0)
            {
                sink.Take('-');
            }

            sink.Take(digits[value[i] >> 4]);
            sink.Take(digits[value[i] & 15]);
        }
    }

    private static void WriteDecimals<TSink>(ReadOnlySpan<byte> value, ref TSink sink)
        where TSink : struct, ICharSink, allows ref struct
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (i > 0)
            {
                sink.Take(',');
                sink.Take(' ');
            }

            var one = value[i];
            if (one >= 100)
            {
                sink.Take((char)('0' + (one / 100)));
            }

            if (one >= 10)
            {
                sink.Take((char)('0' + (one / 10 % 10)));
            }

            sink.Take((char)('0' + (one % 10)));
        }
    }

    // Only characters that depend on nothing but the value: those at its edges have bits of what stands beside it.
    private static void WriteBase64<TSink>(ReadOnlySpan<byte> value, string alphabet, int before, ref TSink sink)
        where TSink : struct, ICharSink, allows ref struct
    {
        // The bits of its first byte that share a character with the byte before: none, 4 or 2.
        var shared = (6 - (before * 8 % 6)) % 6;
        var (bits, count) = (0, -shared);
        foreach (var one in value)
        {
            (bits, count) = (((bits << 8) | one) & 0xffff, count + 8);
            while (count >= 6)
            {
                count -= 6;
                sink.Take(alphabet[(bits >> count) & 63]);
            }
        }
    }

    private static void Clear(Span<char> characters) => CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(characters));
}
