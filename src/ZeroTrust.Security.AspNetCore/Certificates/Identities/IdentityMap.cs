using System.Collections.Frozen;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>
/// Finds the service that a certificate speaks for, by whole identities and never by a part of one. Immutable. A SPIFFE ID is the only
/// identity of a certificate that has one; without, every DNS name and the subject that are mapped must name the same service.
/// </summary>
internal sealed class IdentityMap
{
    /// <summary>Who vouches for services that a certificate proves, in <see cref="ServiceIdentity.IssuerName"/>.</summary>
    public const string IssuerName = "client-certificate";

    private readonly FrozenDictionary<string, MappedService> _spiffeIds;
    private readonly FrozenDictionary<string, MappedService> _dnsNames;
    private readonly FrozenDictionary<string, MappedService> _subjects;

    private IdentityMap(ClientCertificateOptions options)
    {
        _spiffeIds = Compile(options, static service => service.SpiffeIds, StringComparer.Ordinal);
        _dnsNames = Compile(options, static service => service.DnsNames, StringComparer.OrdinalIgnoreCase);
        _subjects = Compile(
            options, static service => service.Subjects.Select(CertificateServiceRules.NormalizeSubject).OfType<string>(), StringComparer.Ordinal);
    }

    public static IdentityMap Compile(ClientCertificateOptions options) => new(options);

    /// <summary>Finds the service.</summary>
    /// <param name="names">The names of a certificate; null when they cannot be read.</param>
    /// <param name="service">The service; null when there is a failure.</param>
    public CertificateFailure Find(CertificateNames? names, out MappedService? service)
    {
        service = null;
        if (names is null)
        {
            return CertificateFailure.IdentityInvalid;
        }

        if (names.Uris.Any(static uri => uri.StartsWith(SpiffeId.Scheme, StringComparison.OrdinalIgnoreCase)))
        {
            return names.Uris is [var id] && SpiffeId.IsValid(id) ? Take(_spiffeIds.GetValueOrDefault(id), out service) : CertificateFailure.IdentityInvalid;
        }

        return Agree([.. names.DnsNames.Select(name => _dnsNames.GetValueOrDefault(name)), names.Subject is { } subject ? _subjects.GetValueOrDefault(subject) : null], out service);
    }

    private static CertificateFailure Agree(ReadOnlySpan<MappedService?> found, out MappedService? service)
    {
        service = null;
        foreach (var each in found)
        {
            if (each is not null && service is not null && each.Name != service.Name)
            {
                service = null;
                return CertificateFailure.IdentityAmbiguous;
            }

            service ??= each;
        }

        return Take(service, out service);
    }

    private static CertificateFailure Take(MappedService? found, out MappedService? service)
    {
        service = found;
        return found is null ? CertificateFailure.Unmapped : CertificateFailure.None;
    }

    private static FrozenDictionary<string, MappedService> Compile(
        ClientCertificateOptions options, Func<CertificateServiceOptions, IEnumerable<string>> identities, StringComparer comparer) =>
        options.Services
            .SelectMany(entry => identities(entry.Value).Select(identity => (Identity: identity, Service: Map(entry.Key, entry.Value, identity, options.Forwarded))))
            .DistinctBy(static pair => pair.Identity, comparer)
            .ToFrozenDictionary(static pair => pair.Identity, static pair => pair.Service, comparer);

    private static MappedService Map(string name, CertificateServiceOptions service, string identity, ForwardedCertificateOptions forwarded) => new(
        name,
        new() { Service = new(name, IssuerName, identity), Permissions = new PermissionSet(service.Permissions, [], [], []) },
        forwarded.Format is not null && forwarded.Proxies.Contains(name, StringComparer.Ordinal));
}
