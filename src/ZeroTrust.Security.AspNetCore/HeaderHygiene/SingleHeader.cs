using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace ZeroTrust.Security.AspNetCore.HeaderHygiene;

/// <summary>Reads a header that may be there once only: of two values one part of a system takes the first and another the last.</summary>
internal static class SingleHeader
{
    /// <summary>The value; null when the header is missing or empty, is there twice in whatever spelling, or holds a list (RFC 9110 §5.3).</summary>
    public static string? Read(IHeaderDictionary headers, string name)
    {
        var normalized = HeaderSpelling.Normalize(name);
        string? single = null;
        foreach (var (spelled, values) in headers)
        {
            if (!HeaderSpelling.AreSame(spelled, normalized))
            {
                continue;
            }

            if (single is not null || ReadOne(values) is not { } value)
            {
                return null;
            }

            single = value;
        }

        return single;
    }

    private static string? ReadOne(StringValues values) =>
        values.Count == 1 && values[0] is { Length: > 0 } value && !value.Contains(',', StringComparison.Ordinal) ? value : null;
}
