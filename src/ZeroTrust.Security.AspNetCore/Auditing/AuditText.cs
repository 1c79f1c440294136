using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security.AspNetCore.Auditing;

/// <summary>Makes text of a request fit for a record: printable ASCII, bounded.</summary>
internal static class AuditText
{
    private const int MaxLength = 128;

    /// <summary>Everything outside printable ASCII becomes a question mark; text that needs no change is returned as it is.</summary>
    public static string? Clean(string? text)
    {
        if (text is null || (text.Length <= MaxLength && !text.AsSpan().ContainsAnyExceptInRange(' ', '~')))
        {
            return text;
        }

        return string.Create(Math.Min(text.Length, MaxLength), text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = source[i] is >= ' ' and <= '~' ? source[i] : '?';
            }
        });
    }

    /// <summary>A method that the framework knows, or <c>_OTHER</c>: callers may send any word.</summary>
    public static string Method(string method)
    {
        var known = HttpMethods.GetCanonicalizedValue(method);
        return known is "GET" or "POST" or "PUT" or "DELETE" or "HEAD" or "OPTIONS" or "PATCH" or "TRACE" or "CONNECT" ? known : "_OTHER";
    }
}
