using System.Buffers;

namespace ZeroTrust.Security.Tokens.Claims;

/// <summary>The grammar of scopes (RFC 6749 §3.3): visible ASCII without quote and backslash, one U+0020 between two.</summary>
internal static class ScopeText
{
    private static readonly SearchValues<char> Characters =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(static value => (char)value).Where(static value => value is not ('"' or '\\'))]);

    public static bool IsScope(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(Characters);

    /// <summary>Splits a list; the empty text is a list of none.</summary>
    /// <returns><see langword="false"/> when an element is empty or no scope.</returns>
    public static bool TrySplit(string text, List<string> scopes)
    {
        if (text.Length == 0)
        {
            return true;
        }

        foreach (var range in text.AsSpan().Split(' '))
        {
            var scope = text.AsSpan(range);
            if (!IsScope(scope))
            {
                return false;
            }

            scopes.Add(scope.ToString());
        }

        return true;
    }
}
