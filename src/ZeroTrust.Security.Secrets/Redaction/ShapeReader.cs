using System.Buffers;

namespace ZeroTrust.Security.Secrets;

/// <summary>Reads what stands where one of the words was found: from where to where it is to be masked, or nothing.</summary>
internal static class ShapeReader
{
    private const int LeastAfterStart = 16;
    private const int LeastCredential = 8;
    private const int LeastKeyMember = 16;
    private const int LongestLabel = 64;
    private const string Dashes = "-----";
    private const string PemEnd = "-----END ";

    // RFC 6750 §2.1, b64token, without the equals signs at its end.
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/");
    private static readonly SearchValues<char> Base64UrlCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
    private static readonly SearchValues<char> EndsOfValue = SearchValues.Create("; &,\t\r\n\"'<>");

    /// <summary>A token that is known by how it begins, such as a JWT or a JWE in compact form (RFC 7515 §3.1, RFC 7516 §3.1).</summary>
    public static (int Start, int End) Start(ReadOnlySpan<char> text, int at, int after, ref Findings found)
    {
        if (at > 0 && char.IsAsciiLetterOrDigit(text[at - 1]))
        {
            return default;
        }

        var end = EndOfRun(text, after, ref found);
        return end - after >= LeastAfterStart ? (at, end) : default;
    }

    /// <summary>What follows a scheme of HTTP (RFC 9110 §11.1), unless it is a word: people write of bearer tokens and of basic authentication.</summary>
    public static (int Start, int End) Scheme(ReadOnlySpan<char> text, int at, int after, ref Findings found)
    {
        if (at > 0 && char.IsAsciiLetterOrDigit(text[at - 1]))
        {
            return default;
        }

        after = SkipSpaces(text, after, ref found);
        var end = EndOfRun(text, after, ref found);
        return end - after >= LeastCredential && !IsWord(text[after..end]) ? (after, end) : default;
    }

    /// <summary>A private key in PEM form (RFC 7468 §10), to its end or that of the text.</summary>
    public static (int Start, int End) Pem(ReadOnlySpan<char> text, int at, int after, ref Findings found)
    {
        var label = text.Slice(after, Math.Min(LongestLabel, text.Length - after));
        var length = label.IndexOf(Dashes, StringComparison.Ordinal);
        if (length < 0 || !label[..length].Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            return default;
        }

        var end = Math.Min(text.Length, Reach(text, after, text[after..].IndexOf(PemEnd, StringComparison.Ordinal), ref found) + PemEnd.Length);
        var rest = text.Slice(end, Math.Min(LongestLabel, text.Length - end)).IndexOf(Dashes, StringComparison.Ordinal);
        return (at, rest < 0 ? end : end + rest + Dashes.Length);
    }

    /// <summary>What is assigned to the name before an equals sign, as in connection strings and forms.</summary>
    public static (int Start, int End) Assigned(ReadOnlySpan<char> text, int at, ref Findings found)
    {
        var name = text[..at].TrimEnd(' ');
        found.Count(at - name.Length);
        if (!SecretNaming.Ends(name))
        {
            return default;
        }

        at = SkipSpaces(text, at + 1, ref found);
        if (At(text, at) is var quote and ('"' or '\''))
        {
            return (at + 1, Reach(text, at + 1, text[(at + 1)..].IndexOf(quote), ref found));
        }

        return (at, Reach(text, at, text[at..].IndexOfAny(EndsOfValue), ref found));
    }

    /// <summary>The value of a member in JSON whose name ends with a quote, escaped or not: of a name of secrets, or a private part of a JWK (RFC 7518 §6.2.2, §6.3.2, §6.4.1).</summary>
    public static (int Start, int End) Member(ReadOnlySpan<char> text, int at, ref Findings found)
    {
        var colon = SkipSpaces(text, at + 1, ref found);
        if (At(text, colon) != ':')
        {
            return default;
        }

        var isEscaped = at > 0 && text[at - 1] == '\\';
        var name = text[..(isEscaped ? at - 1 : at)];
        var isKeyMember = SecretNaming.IsKeyMember(name);
        if (!isKeyMember && !SecretNaming.Ends(name))
        {
            return default;
        }

        var start = SkipSpaces(text, colon + 1, ref found);
        start += isEscaped && At(text, start) == '\\' ? 2 : 1;
        if (start > text.Length || text[start - 1] != '"')
        {
            return default;
        }

        var end = EndOfString(text, start, isEscaped, ref found);
        return !isKeyMember || (end - start >= LeastKeyMember && !text[start..end].ContainsAnyExcept(Base64UrlCharacters)) ? (start, end) : default;
    }

    private static int EndOfString(ReadOnlySpan<char> text, int at, bool isEscaped, ref Findings found)
    {
        if (isEscaped)
        {
            return Reach(text, at, text[at..].IndexOf("\\\"", StringComparison.Ordinal), ref found);
        }

        var end = at;
        while (end < text.Length && text[end] != '"')
        {
            end += text[end] == '\\' ? 2 : 1;
        }

        return Reach(text, at, Math.Min(end, text.Length) - at, ref found);
    }

    private static int EndOfRun(ReadOnlySpan<char> text, int at, ref Findings found)
    {
        at = Reach(text, at, text[at..].IndexOfAnyExcept(TokenCharacters), ref found);
        while (At(text, at) == '=')
        {
            at++;
        }

        return at;
    }

    private static int SkipSpaces(ReadOnlySpan<char> text, int at, ref Findings found)
    {
        var start = at;
        while (At(text, at) is ' ' or '\t')
        {
            at++;
        }

        found.Count(at - start);
        return at;
    }

    // Where something stands that was looked for from a place on: at the end of the text, if nowhere.
    private static int Reach(ReadOnlySpan<char> text, int from, int length, ref Findings found)
    {
        length = length < 0 ? text.Length - from : length;
        found.Count(length);
        return from + length;
    }

    // At the end of the text nothing that is asked for.
    private static char At(ReadOnlySpan<char> text, int at) => at < text.Length ? text[at] : '\0';

    private static bool IsWord(ReadOnlySpan<char> run)
    {
        var word = run.TrimEnd('.');
        return word.IsEmpty || !word[1..].ContainsAnyExceptInRange('a', 'z');
    }
}
