using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security.AspNetCore.Auditing;

/// <summary>Makes text of a request fit for a record: printable ASCII on one line, bounded, and never the same for two different texts that are not cut.</summary>
internal static class AuditText
{
    private const int MaxLength = 512;
    private const int EscapeLength = 6;

    private static readonly SearchValues<char> PrintableAscii = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(static code => (char)code)]);
    private static readonly SearchValues<char> Plain = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(static code => (char)code).Where(static c => c != '\\')]);

    /// <summary>The backslash and everything outside printable ASCII become <c>\uXXXX</c>, one for each UTF-16 unit. Text that needs no change is returned as it is.</summary>
    public static string? Clean(string? text) => Escape(text, Plain);

    /// <summary>As <see cref="Clean"/>, for text of the application's own or escaped already: its backslashes stay.</summary>
    public static string? KeepEscapes(string? text) => Escape(text, PrintableAscii);

    /// <summary>A method that the framework knows, or <c>_OTHER</c>: callers may send any word.</summary>
    public static string Method(string method) =>
        ReferenceEquals(method, HttpMethods.Get) || ReferenceEquals(method, HttpMethods.Post) ? method : Known(method);

    private static string Known(string method)
    {
        var known = HttpMethods.GetCanonicalizedValue(method);
        return known is "GET" or "POST" or "PUT" or "DELETE" or "HEAD" or "OPTIONS" or "PATCH" or "TRACE" or "CONNECT" ? known : "_OTHER";
    }

    private static string? Escape(string? text, SearchValues<char> plain)
    {
        if (text is null || (text.Length <= MaxLength && !text.AsSpan().ContainsAnyExcept(plain)))
        {
            return text;
        }

        var clean = new StringBuilder(MaxLength);
        foreach (var c in text)
        {
            var isPlain = plain.Contains(c);
            if (clean.Length + (isPlain ? 1 : EscapeLength) > MaxLength)
            {
                break;
            }

            _ = isPlain ? clean.Append(c) : clean.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
        }

        return clean.ToString();
    }
}
