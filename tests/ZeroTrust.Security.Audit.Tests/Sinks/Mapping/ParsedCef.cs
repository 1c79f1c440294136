using System.Text;

namespace ZeroTrust.Security.Audit.Tests.Sinks;

/// <summary>
/// A line of CEF, read as its description says: seven header fields between pipes, then pairs whose key is the word before an unescaped equals sign.
/// </summary>
internal sealed class ParsedCef
{
    private ParsedCef(List<string> header, List<(string Key, string Value)> pairs) => (Header, Pairs) = (header, pairs);

    public IReadOnlyList<string> Header { get; }

    public IReadOnlyList<(string Key, string Value)> Pairs { get; }

    public string? this[string key] => Pairs.Where(pair => pair.Key == key).Select(static pair => pair.Value).SingleOrDefault();

    public static ParsedCef Parse(string line)
    {
        var header = new List<string>();
        var at = 0;
        while (header.Count < 7)
        {
            header.Add(Take(line, ref at, '|'));
        }

        return new(header, PairsOf(line[at..]));
    }

    /// <summary>The text behind what the mapper made of it: the second layer of escapes.</summary>
    public static string Text(string value)
    {
        var text = new StringBuilder();
        var at = 0;
        while (at < value.Length)
        {
            var first = value[at++];
            if (first != '\\')
            {
                text.Append(first);
            }
            else if (value[at++] is var second && second == '\\')
            {
                text.Append('\\');
            }
            else
            {
                Assert.Equal('u', second);
                text.Append((char)Convert.ToUInt16(value.Substring(at, 4), 16));
                at += 4;
            }
        }

        return text.ToString();
    }

    private static string Take(string line, ref int at, char end)
    {
        var field = new StringBuilder();
        while (line[at] != end)
        {
            if (line[at] == '\\')
            {
                at++;
                Assert.Contains(line[at], @"\|");
            }

            field.Append(line[at++]);
        }

        at++;
        return field.ToString();
    }

    private static List<(string Key, string Value)> PairsOf(string extension)
    {
        var pairs = new List<(string Key, string Value)>();
        var signs = Enumerable.Range(0, extension.Length).Where(i => extension[i] == '=' && !IsEscaped(extension, i)).ToArray();
        var starts = signs.Select(sign => extension.LastIndexOf(' ', sign) + 1).ToArray();
        for (var i = 0; i < signs.Length; i++)
        {
            var end = i + 1 < signs.Length ? starts[i + 1] - 1 : extension.Length;
            pairs.Add((extension[starts[i]..signs[i]], Unescape(extension[(signs[i] + 1)..end])));
        }

        return pairs;
    }

    private static bool IsEscaped(string text, int at)
    {
        var backslashes = 0;
        while (at - backslashes > 0 && text[at - backslashes - 1] == '\\')
        {
            backslashes++;
        }

        return backslashes % 2 == 1;
    }

    private static string Unescape(string value)
    {
        var text = new StringBuilder();
        var at = 0;
        while (at < value.Length)
        {
            var first = value[at++];
            text.Append(first != '\\' ? first : value[at++] switch { 'n' => '\n', 'r' => '\r', '\\' => '\\', '=' => '=', var other => throw new InvalidDataException($"\\{other}") });
        }

        return text.ToString();
    }
}
