using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>
/// Reads URLs that every reader understands in the same way: absolute <c>https</c> or <c>http</c>, in the characters of RFC 3986,
/// with a host written exactly as it is dialled and no user information or fragment.
/// </summary>
internal static class UrlText
{
    private const int MaxLength = 2048;
    private static readonly SearchValues<char> NeverInUrls = SearchValues.Create("\\\"<>^`{|}");

    /// <summary>Reads one URL.</summary>
    public static bool TryRead(string? text, [NotNullWhen(true)] out Uri? url, [NotNullWhen(false)] out string? fault)
    {
        url = null;
        fault = FindFault(text, out var read);
        if (fault is null)
        {
            url = read;
        }

        return url is not null;
    }

    private static string? FindFault(string? text, out Uri? url)
    {
        url = null;
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength)
        {
            return $"must be an absolute https URL of at most {MaxLength} characters";
        }

        // What other parsers drop, turn or read as the end of the host: blanks, control characters, backslashes, anything beyond ASCII.
        if (text.AsSpan().IndexOfAnyExceptInRange('!', '~') >= 0 || text.AsSpan().ContainsAny(NeverInUrls))
        {
            return "has characters that do not belong in a URL (RFC 3986 §2)";
        }

        if (!TryFindAuthority(text, out var authority) || !Uri.TryCreate(text, UriKind.Absolute, out url))
        {
            return "must be an absolute https URL";
        }

        if (authority.Contains('@') || text.Contains('#', StringComparison.Ordinal))
        {
            return "must have no user information and no fragment";
        }

        return IsHostAsDialled(authority, url) && url.Port > 0 ? null : "must name its host in the plain form: a DNS name, or an address in its usual notation";
    }

    private static bool TryFindAuthority(string text, out ReadOnlySpan<char> authority)
    {
        authority = default;
        var start = text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? "https://".Length
            : text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? "http://".Length
            : 0;
        if (start == 0)
        {
            return false;
        }

        var rest = text.AsSpan(start);
        var end = rest.IndexOfAny("/?#");
        authority = end < 0 ? rest : rest[..end];
        return !authority.IsEmpty;
    }

    private static bool IsHostAsDialled(ReadOnlySpan<char> authority, Uri url)
    {
        if (authority[0] == '[')
        {
            var close = authority.IndexOf(']');
            return close > 0
                && url.HostNameType == UriHostNameType.IPv6
                && !authority.Contains('%')
                && IPAddress.TryParse(authority[1..close], out _)
                && IsPort(authority[(close + 1)..]);
        }

        var colon = authority.IndexOf(':');
        var host = colon < 0 ? authority : authority[..colon];
        return (colon < 0 || IsPort(authority[colon..]))
            && host.Equals(url.Host, StringComparison.OrdinalIgnoreCase)
            && (url.HostNameType == UriHostNameType.IPv4 || IsDnsName(host));
    }

    // "host:" with nothing behind the colon is a form that readers disagree on.
    private static bool IsPort(ReadOnlySpan<char> text) => text.IsEmpty || (text.Length > 1 && text[0] == ':' && text[1..].IndexOfAnyExceptInRange('0', '9') < 0);

    private static bool IsDnsName(ReadOnlySpan<char> host)
    {
        if (host.Length is 0 or > 253)
        {
            return false;
        }

        ReadOnlySpan<char> last = default;
        foreach (var range in host.Split('.'))
        {
            last = host[range];
            if (last.Length is 0 or > 63 || !IsLabel(last))
            {
                return false;
            }
        }

        // A last label that is a number makes resolvers read the name as an address: 127.1, 0x7f000001, 2130706433.
        return last.IndexOfAnyExceptInRange('0', '9') >= 0 && !last.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsLabel(ReadOnlySpan<char> label)
    {
        foreach (var c in label)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
            {
                return false;
            }
        }

        return true;
    }
}
