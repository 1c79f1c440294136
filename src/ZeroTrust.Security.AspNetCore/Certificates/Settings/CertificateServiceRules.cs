using System.Buffers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>Checks the services: each identity is well formed and speaks for one service alone.</summary>
internal static class CertificateServiceRules
{
    private const int MaxDnsName = 253;

    private static readonly SearchValues<char> DnsCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_.");

    public static void Check(ClientCertificateOptions options, CertificateFaults faults)
    {
        if (options.Services.Count == 0 && !options.AllowUnmapped)
        {
            faults.Add("<name>", "is missing: no service is mapped, so every certificate would be refused. Name one, or set AllowUnmapped.");
        }

        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, service) in options.Services)
        {
            Check(name, service, faults.Below(name), seen);
        }
    }

    /// <summary>The form in which subjects are compared; null when the text is none.</summary>
    public static string? NormalizeSubject(string text)
    {
        try
        {
            return new X500DistinguishedName(text).Name is { Length: > 0 } name ? name : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static void Check(string name, CertificateServiceOptions service, CertificateFaults faults, Dictionary<string, string> seen)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Trim() != name || name.Any(char.IsControl))
        {
            faults.Add("<name>", "is not a name; use one without blanks around it or control characters in it.");
        }

        if (service.SpiffeIds.Count + service.DnsNames.Count + service.Subjects.Count == 0)
        {
            faults.Add(nameof(service.SpiffeIds), "is missing, and so are DnsNames and Subjects: name at least one identity.");
        }

        Check(nameof(service.SpiffeIds), service.SpiffeIds, "a SPIFFE ID such as spiffe://prod.example/ns/shop/sa/orders", static id => SpiffeId.IsValid(id) ? id : null);
        Check(nameof(service.DnsNames), service.DnsNames, "a DNS name in lower case without wildcard, such as orders.shop.internal", static dns => IsDnsName(dns) ? dns : null);
        Check(nameof(service.Subjects), service.Subjects, "a subject such as CN=orders, O=Shop", NormalizeSubject);
        foreach (var permission in service.Permissions.Where(static permission => !PermissionName.IsValid(permission)))
        {
            faults.Add(nameof(service.Permissions), $"has {Shown.Value(permission ?? "")}; use permissions such as payments:charge.");
        }

        void Check(string setting, IEnumerable<string> identities, string what, Func<string, string?> normalize)
        {
            foreach (var identity in identities)
            {
                if (normalize(identity ?? "") is not { } normal)
                {
                    faults.Add(setting, $"has {Shown.Value(identity ?? "")}; use {what}.");
                }
                else if (!seen.TryAdd($"{setting} {normal}", name) && seen[$"{setting} {normal}"] is var other)
                {
                    faults.Add(setting, $"has {Shown.Value(normal)}, which {(other == name ? "is there twice" : $"speaks for {Shown.Value(other)} already")}.");
                }
            }
        }
    }

    private static bool IsDnsName(string text) =>
        text.Length is > 0 and <= MaxDnsName && !text.AsSpan().ContainsAnyExcept(DnsCharacters) && text[0] != '.' && text[^1] != '.'
        && !text.Contains("..", StringComparison.Ordinal);
}
