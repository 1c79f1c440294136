using System.Buffers;
using ZeroTrust.Security.Tokens.Mapping;

namespace ZeroTrust.Security.Tokens.Claims;

/// <summary>The grammar of scopes (RFC 6749 §3.3): visible ASCII without quote and backslash, one U+0020 between two.</summary>
internal static class ScopeText
{
    private static readonly SearchValues<byte> Characters =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(static value => (byte)value).Where(static value => value is not ((byte)'"' or (byte)'\\'))]);

    public static bool IsScope(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExcept(Characters);

    /// <summary>Splits a list; the empty text is a list of none.</summary>
    /// <returns><see langword="false"/> when an element is empty or no scope.</returns>
    public static bool TrySplit(ReadOnlySpan<byte> text, List<string> scopes, TextPool pool)
    {
        if (text.IsEmpty)
        {
            return true;
        }

        foreach (var range in text.Split((byte)' '))
        {
            var scope = text[range];
            if (!IsScope(scope))
            {
                return false;
            }

            scopes.Add(pool.Get(scope));
        }

        return true;
    }
}
