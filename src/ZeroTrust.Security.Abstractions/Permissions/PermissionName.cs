using System.Buffers;

namespace ZeroTrust.Security;

/// <summary>The syntax of permission names: two or more segments joined by colons, such as <c>orders:read</c>.</summary>
public static class PermissionName
{
    /// <summary>The longest permission name.</summary>
    public const int MaxLength = 256;

    private static readonly SearchValues<char> SegmentCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-/");

    /// <summary>Whether the text is a permission name: <c>resource:action</c>, possibly with more segments, and no wildcard.</summary>
    /// <param name="text">At most <see cref="MaxLength"/> characters; each segment not empty, of letters, digits, <c>.</c>, <c>_</c>, <c>-</c>, <c>/</c>.</param>
    /// <returns><see langword="true"/> when an endpoint may require it.</returns>
    public static bool IsValid(ReadOnlySpan<char> text) => CountSegments(text) >= 2;

    /// <summary>Whether the text may stand in a local role: a permission name, or a pattern whose last segment is <c>*</c>.</summary>
    /// <param name="text">Such as <c>orders:read</c>, <c>orders:*</c> or <c>*</c>.</param>
    /// <returns><see langword="true"/> when a role may grant it.</returns>
    public static bool IsValidPattern(ReadOnlySpan<char> text) =>
        text is "*"
        || IsValid(text)
        || (text.EndsWith(":*") && text.Length <= MaxLength && CountSegments(text[..^2]) >= 1);

    private static int CountSegments(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxLength)
        {
            return 0;
        }

        var segments = 0;
        foreach (var range in text.Split(':'))
        {
            var segment = text[range];
            if (segment.IsEmpty || segment.ContainsAnyExcept(SegmentCharacters))
            {
                return 0;
            }

            segments++;
        }

        return segments;
    }
}
