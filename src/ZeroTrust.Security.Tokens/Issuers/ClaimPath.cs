using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>Where a claim stands in the payload: member names from the outside in, compared ordinally. Immutable.</summary>
internal sealed class ClaimPath
{
    private readonly MemberName[] _names;

    private ClaimPath(string text, IReadOnlyList<string> segments)
    {
        Text = text;
        Segments = segments;
        _names = [.. segments.Select(static segment => new MemberName(segment))];
    }

    /// <summary>The path as configured.</summary>
    public string Text { get; }

    /// <summary>The member names; at least one.</summary>
    public IReadOnlyList<string> Segments { get; }

    /// <summary>The member names in the form they are looked for.</summary>
    public ReadOnlySpan<MemberName> Names => _names;

    /// <summary>Reads member names joined by dots, or a JSON Pointer that begins with a slash (RFC 6901 §3); at most 8 segments, none empty.</summary>
    public static bool TryParse(string text, out ClaimPath? path)
    {
        path = null;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        string[] segments = text[0] == '/'
            ? [.. text[1..].Split('/').Select(static segment => segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))]
            : text.Split('.');
        if (segments.Length > 8 || segments.Any(string.IsNullOrEmpty))
        {
            return false;
        }

        path = new(text, segments);
        return true;
    }

    public override string ToString() => Text;
}
