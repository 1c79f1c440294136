using System.Buffers;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>
/// The SPIFFE ID of a workload (SPIFFE-ID §2): <c>spiffe://trust-domain/path</c> with a trust domain in lower case, and neither port,
/// user, query, fragment nor percent-encoding. One text for each identity, so that comparing is ordinal.
/// </summary>
internal static class SpiffeId
{
    public const string Scheme = "spiffe:";
    public const int MaxBytes = 2048;

    private const string Prefix = "spiffe://";
    private const int MaxTrustDomain = 255;

    private static readonly SearchValues<char> TrustDomainCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-._");

    private static readonly SearchValues<char> PathCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._");

    public static bool IsValid(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxBytes || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = text[Prefix.Length..];
        var slash = rest.IndexOf('/');
        return slash is > 0 and <= MaxTrustDomain
            && !rest[..slash].ContainsAnyExcept(TrustDomainCharacters)
            && IsPath(rest[(slash + 1)..]);
    }

    private static bool IsPath(ReadOnlySpan<char> path)
    {
        foreach (var range in path.Split('/'))
        {
            var segment = path[range];
            if (segment.IsEmpty || segment is "." or ".." || segment.ContainsAnyExcept(PathCharacters))
            {
                return false;
            }
        }

        return true;
    }
}
