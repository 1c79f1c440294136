using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Options;

/// <summary>Checks where an issuer's keys come from: one source, by an address or file that can be one.</summary>
internal static class KeySourceRules
{
    private static readonly string[] Sources =
        [nameof(IssuerOptions.Authority), nameof(IssuerOptions.JwksUri), nameof(IssuerOptions.Jwks), nameof(IssuerOptions.JwksFile)];

    /// <param name="entry">The issuer, or a recipient in the form of one.</param>
    /// <param name="addresses">Which addresses may be dialled.</param>
    /// <param name="files">The files that settings name.</param>
    /// <param name="reader">Reads key sets; null for the one of the issuer's own algorithms.</param>
    public static void Check(IssuerEntry entry, AddressGuard addresses, SettingFiles files, KeySetReader? reader = null)
    {
        var (issuer, faults) = (entry.Options, entry.Faults);
        CheckSource(issuer, faults);
        CheckIdentifier(issuer, faults);
        CheckAddress(nameof(issuer.Authority), issuer.Authority, issuer, addresses, faults);
        CheckAddress(nameof(issuer.JwksUri), issuer.JwksUri, issuer, addresses, faults);
        CheckProxy(issuer, faults);
        CheckKeyHosts(issuer, faults);
        CheckKeyTimes(issuer, faults);
        files.CheckKeySets(issuer, faults, reader);
        files.CheckCertificateAuthorities(issuer.CertificateAuthoritiesFile, faults);
    }

    private static void CheckSource(IssuerOptions issuer, SettingFaults faults)
    {
        string?[] given = [issuer.Authority, issuer.JwksUri, issuer.Jwks, issuer.JwksFile];
        var named = Sources.Where((_, i) => given[i] is not null).ToArray();
        if (named.Length == 0)
        {
            faults.Add(nameof(issuer.Authority), $"is not set; give one of {string.Join(", ", Sources)}.");
        }
        else if (named.Length > 1)
        {
            faults.Add(named[^1], $"is given beside {string.Join(", ", named[..^1])}; keys come from one of them.");
        }
    }

    private static void CheckIdentifier(IssuerOptions issuer, SettingFaults faults)
    {
        if (issuer.Issuer is not null)
        {
            faults.AddUnlessWord(nameof(issuer.Issuer), issuer.Issuer, "the exact iss of its tokens");
        }
        else if (issuer.Authority is null)
        {
            faults.Add(nameof(issuer.Issuer), "is not set; without an Authority it is the exact iss of its tokens.");
        }
        else if (issuer.Preset == IssuerPreset.Entra)
        {
            CheckEntra(issuer.Authority, faults);
        }
    }

    private static void CheckEntra(string authority, SettingFaults faults)
    {
        var path = authority.TrimEnd('/');
        if (!path.EndsWith("/v2.0", StringComparison.OrdinalIgnoreCase))
        {
            faults.Add(nameof(IssuerOptions.Issuer), "is not set; tokens of version 1 say https://sts.windows.net/{tenant id}/. Set it, or end the Authority with /v2.0.");
        }

        foreach (var shared in (string[])["common", "organizations", "consumers"])
        {
            if (path.Contains($"/{shared}/", StringComparison.OrdinalIgnoreCase))
            {
                faults.Add(nameof(IssuerOptions.Authority), $"is {Shown.Address(authority)}, which is the address of every tenant; use that of one tenant by its id.");
            }
        }
    }

    private static void CheckAddress(string name, string? address, IssuerOptions issuer, AddressGuard addresses, SettingFaults faults)
    {
        if (address is null)
        {
            return;
        }

        if (!addresses.TryAccept(address, behindProxy: issuer.Proxy is not null, out _, out var fault))
        {
            faults.Add(name, $"is {Shown.Address(address)}; it {fault}.");
        }
        else if (name == nameof(issuer.Authority) && address.Contains('?', StringComparison.Ordinal))
        {
            faults.Add(name, $"is {Shown.Address(address)}; it must have no query (OpenID Connect Discovery 1.0 §2).");
        }
    }

    private static void CheckProxy(IssuerOptions issuer, SettingFaults faults)
    {
        if (issuer.Proxy is null)
        {
            return;
        }

        if (!UrlText.TryRead(issuer.Proxy, out var proxy, out _) || proxy.Scheme != Uri.UriSchemeHttp || proxy.PathAndQuery != "/")
        {
            faults.Add(nameof(issuer.Proxy), $"is {Shown.Address(issuer.Proxy)}; use an absolute http URL of host and port alone, such as http://proxy.internal:3128.");
        }
    }

    private static void CheckKeyHosts(IssuerOptions issuer, SettingFaults faults)
    {
        foreach (var host in issuer.KeyHosts)
        {
            if (host is null || Uri.CheckHostName(host) is UriHostNameType.Unknown or UriHostNameType.Basic)
            {
                faults.Add(nameof(issuer.KeyHosts), $"has {Shown.Value(host ?? "")}; use host names without scheme or port, such as keys.example.com.");
            }
        }
    }

    private static void CheckKeyTimes(IssuerOptions issuer, SettingFaults faults)
    {
        faults.AddUnlessIn(nameof(issuer.RefreshInterval), issuer.RefreshInterval, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1));
        faults.AddUnlessIn(nameof(issuer.LastKnownGood), issuer.LastKnownGood, TimeSpan.FromMinutes(5), TimeSpan.FromDays(7));
        faults.AddUnlessPositive(nameof(issuer.MaxKeyAge), issuer.MaxKeyAge);
        if (issuer.LastKnownGood <= issuer.RefreshInterval)
        {
            faults.Add(nameof(issuer.LastKnownGood), $"is {issuer.LastKnownGood:c} and RefreshInterval {issuer.RefreshInterval:c}; keys would end between two refreshes. Make it longer.");
        }
    }
}
