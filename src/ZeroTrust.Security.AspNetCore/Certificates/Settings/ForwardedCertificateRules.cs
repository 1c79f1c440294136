using ZeroTrust.Security.AspNetCore.HeaderHygiene;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>Checks from whom forwarded certificates are taken.</summary>
internal static class ForwardedCertificateRules
{
    public static void Check(ClientCertificateOptions options, CertificateFaults faults)
    {
        var forwarded = options.Forwarded;
        if (forwarded.Format is not { } format)
        {
            CheckUnused(forwarded, faults);
            return;
        }

        if (!Enum.IsDefined(format))
        {
            faults.Add(nameof(forwarded.Format), $"is {format}; use one of {string.Join(", ", Enum.GetNames<ForwardedCertificateFormat>())}.");
        }

        if (forwarded.Header is { } header && !HeaderSet.IsName(header))
        {
            faults.Add(nameof(forwarded.Header), $"is {Shown.Value(header)}; use the name of a header.");
        }

        if (forwarded.TrustProxyVerdict && format != ForwardedCertificateFormat.EnvoyXfcc)
        {
            faults.Add(nameof(forwarded.TrustProxyVerdict), "is true, and only EnvoyXfcc can name a certificate without passing it on.");
        }

        CheckPeers(options, faults);
    }

    private static void CheckUnused(ForwardedCertificateOptions forwarded, CertificateFaults faults)
    {
        if (forwarded.Header is not null || forwarded.From.Count > 0 || forwarded.Proxies.Count > 0 || forwarded.TrustProxyVerdict)
        {
            faults.Add(nameof(forwarded.Format), $"is missing; use one of {string.Join(", ", Enum.GetNames<ForwardedCertificateFormat>())}.");
        }
    }

    private static void CheckPeers(ClientCertificateOptions options, CertificateFaults faults)
    {
        var forwarded = options.Forwarded;
        if (forwarded.From.Count == 0)
        {
            faults.Add(nameof(forwarded.From), "is missing; name the addresses and networks of the proxies, or unix.");
        }

        var beyond = false;
        foreach (var text in forwarded.From)
        {
            if (!PeerNetwork.TryParse(text, out var network))
            {
                faults.Add(nameof(forwarded.From), $"has {Shown.Value(text ?? "")}; use an address, a network such as 10.20.0.0/16, or unix.");
            }
            else
            {
                beyond |= !network.IsOfThisMachine;
            }
        }

        if (beyond && forwarded.Proxies.Count == 0)
        {
            faults.Add(nameof(forwarded.Proxies), "is missing, and From reaches beyond this machine: name the services that the proxies prove to be by their own certificates.");
        }

        foreach (var proxy in forwarded.Proxies.Where(proxy => !options.Services.ContainsKey(proxy)))
        {
            faults.Add(nameof(forwarded.Proxies), $"has {Shown.Value(proxy)}, which is none of Services.{NearestName.Hint(proxy, options.Services.Keys)}");
        }
    }
}
