using System.Buffers;
using ZeroTrust.Security.Masking;

namespace ZeroTrust.Security.Secrets;

/// <summary>
/// Finds what has the shape of a token or a key. What introduces such a thing is found in a few passes of the platform's search; what follows is read once, and what was masked is not read again, so that the work grows
/// with the text and no faster.
/// </summary>
internal sealed class Shapes
{
    private const int ShortestIntroduced = 13;
    private const int ShortestStarted = 19;
    private const int ShortestAssigned = 5;
    private const string PemStart = "-----BEGIN ";

    private static readonly string[] Schemes = ["bearer ", "basic ", "dpop "];
    private static readonly SearchValues<string> Introductions = SearchValues.Create([PemStart, .. Schemes], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<char> Assignments = SearchValues.Create("=\"");

    private readonly string[] _starts;
    private readonly SearchValues<string> _startsSought;

    /// <param name="starts">How keys of this application begin, beside those that are known.</param>
    public Shapes(IEnumerable<string> starts)
    {
        _starts = [.. KnownStarts.All.Concat(starts).Distinct(StringComparer.Ordinal)];
        _startsSought = SearchValues.Create(_starts, StringComparison.Ordinal);
    }

    public void Find(ReadOnlySpan<char> text, ref Findings found)
    {
        if (text.Length >= ShortestIntroduced)
        {
            FindIntroduced(text, ref found);
        }

        if (text.Length >= ShortestStarted)
        {
            FindStarted(text, ref found);
        }

        if (text.Length >= ShortestAssigned)
        {
            FindAssigned(text, ref found);
        }
    }

    private static void FindIntroduced(ReadOnlySpan<char> text, ref Findings found)
    {
        for (int at = 0, next; (next = text[at..].IndexOfAny(Introductions)) >= 0 && !found.IsExhausted;)
        {
            at += next;
            var rest = text[at..];
            at = Take(text[at] == '-' ? ShapeReader.Pem(text, at, at + PemStart.Length, ref found) : ShapeReader.Scheme(text, at, at + LengthOfScheme(rest), ref found), at, ref found);
        }
    }

    private void FindStarted(ReadOnlySpan<char> text, ref Findings found)
    {
        for (int at = 0, next; (next = text[at..].IndexOfAny(_startsSought)) >= 0 && !found.IsExhausted;)
        {
            at += next;
            at = Take(ShapeReader.Start(text, at, at + LengthOfStart(text[at..]), ref found), at, ref found);
        }
    }

    private static void FindAssigned(ReadOnlySpan<char> text, ref Findings found)
    {
        for (int at = 0, next; (next = text[at..].IndexOfAny(Assignments)) >= 0 && !found.IsExhausted;)
        {
            at += next;
            at = Take(text[at] == '=' ? ShapeReader.Assigned(text, at, ref found) : ShapeReader.Member(text, at, ref found), at, ref found);
        }
    }

    private static int LengthOfScheme(ReadOnlySpan<char> text)
    {
        foreach (var scheme in Schemes)
        {
            if (text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            {
                return scheme.Length;
            }
        }

        return 0;
    }

    // The longest: one may begin with another.
    private int LengthOfStart(ReadOnlySpan<char> text)
    {
        var longest = 0;
        foreach (var start in _starts)
        {
            longest = start.Length > longest && text.StartsWith(start, StringComparison.Ordinal) ? start.Length : longest;
        }

        return longest;
    }

    private static int Take((int Start, int End) part, int at, ref Findings found)
    {
        if (part.End <= part.Start)
        {
            return at + 1;
        }

        found.Add(new(part.Start, part.End, IsHeld: false));
        return part.End;
    }
}
