using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Compact;

/// <summary>
/// Text of an unverified token in the form that logs and audit events show: printable ASCII, everything else and the backslash as
/// <c>\uXXXX</c> (one for each UTF-16 unit), cut to 64 characters. No line break, control or bidirectional character passes.
/// </summary>
internal static class OperatorText
{
    public const int MaxLength = 64;

    private static readonly SearchValues<byte> Plain =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(static value => (byte)value).Where(static value => value != '\\')]);

    /// <summary>The cleaned text; null for a value that is missing or no string.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static string? Clean(JsonValue value)
    {
        if (!value.IsText)
        {
            return null;
        }

        if (!value.HasEscapes && !value.Raw.ContainsAnyExcept(Plain))
        {
            return Encoding.ASCII.GetString(value.Raw[..Math.Min(value.Raw.Length, MaxLength)]);
        }

        Span<char> text = stackalloc char[MaxLength];
        var length = 0;
        foreach (var rune in value.Runes)
        {
            var written = rune.Value is >= ' ' and <= '~' and not '\\' ? AppendPlain(text[length..], rune) : AppendEscaped(text[length..], rune);
            if (written == 0)
            {
                break;
            }

            length += written;
        }

        return new(text[..length]);
    }

    private static int AppendPlain(Span<char> text, Rune rune) => rune.TryEncodeToUtf16(text, out var written) ? written : 0;

    private static int AppendEscaped(Span<char> text, Rune rune)
    {
        Span<char> units = stackalloc char[2];
        var count = rune.EncodeToUtf16(units);
        if (text.Length < count * 6)
        {
            return 0;
        }

        for (var i = 0; i < count; i++)
        {
            @"\u".CopyTo(text[(i * 6)..]);
            ((int)units[i]).TryFormat(text[((i * 6) + 2)..], out _, "X4", System.Globalization.CultureInfo.InvariantCulture);
        }

        return count * 6;
    }
}
