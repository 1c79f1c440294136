using System.Text;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>
/// Cuts Envoy's header: a value stands bare, without <c>"</c>, <c>,</c>, <c>;</c> and <c>=</c>, or between quotes, in which a backslash
/// takes the next character as it is. After a closing quote the value has ended: so a quote that a client leaves open swallows no
/// separator of the proxy's without breaking the form.
/// </summary>
internal static class EnvoyPairs
{
    private const int MaxPairs = 256;

    /// <summary>The pairs of the last element; null when any part of the text is outside the form.</summary>
    public static List<(string Key, string Value)>? ReadLast(ReadOnlySpan<char> text)
    {
        var pairs = new List<(string, string)>();
        var count = 0;
        while (true)
        {
            if (++count > MaxPairs || !TryReadPair(ref text, out var pair))
            {
                return null;
            }

            pairs.Add(pair);
            if (text.IsEmpty)
            {
                return pairs;
            }

            if (text[0] == ',')
            {
                pairs.Clear();
            }

            // A comma or a semicolon; a blank may follow the comma between two lines of a header.
            text = text[0] == ',' ? text[1..].TrimStart(' ') : text[1..];
        }
    }

    private static bool TryReadPair(ref ReadOnlySpan<char> text, out (string Key, string Value) pair)
    {
        pair = default;
        var equals = text.IndexOfAnyExceptInRange('A', 'z');
        if (equals <= 0 || text[equals] != '=' || !text[..equals].ContainsOnlyLetters())
        {
            return false;
        }

        var key = text[..equals].ToString();
        text = text[(equals + 1)..];
        var read = text.StartsWith("\"") ? TryReadQuoted(ref text, out var value) : TryReadBare(ref text, out value);
        pair = (key, value);
        return read && (text.IsEmpty || text[0] is ',' or ';');
    }

    private static bool TryReadBare(ref ReadOnlySpan<char> text, out string value)
    {
        var end = text.IndexOfAny(',', ';');
        var bare = end < 0 ? text : text[..end];
        value = bare.ToString();
        text = text[bare.Length..];
        return !bare.ContainsAny('"', '=') && !bare.ContainsAnyExceptInRange('!', '~');
    }

    private static bool TryReadQuoted(ref ReadOnlySpan<char> text, out string value)
    {
        var decoded = new StringBuilder();
        var rest = text[1..];
        for (var at = rest.IndexOfAny('"', '\\'); at >= 0; at = rest.IndexOfAny('"', '\\'))
        {
            decoded.Append(rest[..at]);
            if (rest[at] == '"')
            {
                value = decoded.ToString();
                text = rest[(at + 1)..];
                return true;
            }

            if (at + 1 == rest.Length)
            {
                break;
            }

            decoded.Append(rest[at + 1]);
            rest = rest[(at + 2)..];
        }

        value = "";
        return false;
    }

    private static bool ContainsOnlyLetters(this ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetter(c))
            {
                return false;
            }
        }

        return true;
    }
}
