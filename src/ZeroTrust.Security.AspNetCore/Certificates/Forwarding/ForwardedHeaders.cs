using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>
/// The headers that carry a certificate, in any spelling: case does not count, and <c>_</c> and <c>.</c> are <c>-</c>, since servers behind
/// us may read them so.
/// </summary>
/// <param name="header">The one that is configured.</param>
internal sealed class ForwardedHeaders(string header)
{
    private static readonly string[] Customary =
    [
        "X-Forwarded-Client-Cert", "X-SSL-Client-Cert", "X-ARR-ClientCert", "Client-Cert", "Client-Cert-Chain",
    ];

    private readonly string[] _names = [.. Customary.Append(header.Replace('_', '-').Replace('.', '-')).Distinct(StringComparer.OrdinalIgnoreCase)];

    public static string CustomaryName(ForwardedCertificateFormat format) => Customary[format switch
    {
        ForwardedCertificateFormat.EnvoyXfcc => 0,
        ForwardedCertificateFormat.EscapedPem => 1,
        ForwardedCertificateFormat.Base64Der => 2,
        _ => 3,
    }];

    /// <summary>Removes them.</summary>
    /// <param name="headers">The request's headers.</param>
    /// <param name="keep">Whether the one that is configured stays, in its own spelling.</param>
    /// <returns>Whether any was there to be removed.</returns>
    public bool Remove(IHeaderDictionary headers, bool keep)
    {
        List<string>? found = null;
        foreach (var (name, _) in headers)
        {
            if (IsOne(name) && !(keep && name.Equals(header, StringComparison.OrdinalIgnoreCase)))
            {
                (found ??= []).Add(name);
            }
        }

        found?.ForEach(name => headers.Remove(name));
        return found is not null;
    }

    private bool IsOne(string name)
    {
        foreach (var known in _names)
        {
            if (name.Length == known.Length && IsSpelling(name, known))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSpelling(string name, string known)
    {
        for (var at = 0; at < known.Length; at++)
        {
            var c = name[at] is '_' or '.' ? '-' : char.ToLowerInvariant(name[at]);
            if (c != char.ToLowerInvariant(known[at]))
            {
                return false;
            }
        }

        return true;
    }
}
