using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>Reads <c>ClientCertificates</c>, strictly and without reflection. Faults are collected, for the validator to report all at once.</summary>
internal sealed class ClientCertificateReader(IConfigurationSection section, IConfiguration? host) : IConfigureOptions<ClientCertificateOptions>
{
    public const string GroupName = "ClientCertificates";

    public void Configure(ClientCertificateOptions options)
    {
        var whole = new SectionReader(section, ConfigurationLayers.Of(section, host), options.Faults);
        options.SectionPath = $"{section.Path}:{GroupName}";
        if (whole.Group(GroupName, "settings such as Bundle and Services") is not { } group)
        {
            return;
        }

        var settings = whole.Within(group);
        options.Bundle = settings.Text(nameof(options.Bundle)) ?? options.Bundle;
        options.Revocation = settings.Name<ClientCertificateRevocation>(nameof(options.Revocation)) ?? options.Revocation;
        options.PollInterval = settings.Duration(nameof(options.PollInterval)) ?? options.PollInterval;
        options.AllowUnmapped = settings.Flag(nameof(options.AllowUnmapped)) ?? options.AllowUnmapped;
        ReadServices(settings, options);
        ReadForwarded(settings, options.Forwarded);
        settings.RefuseTheRest();
    }

    private static void ReadServices(SectionReader settings, ClientCertificateOptions options)
    {
        if (settings.Group(nameof(options.Services), "named services") is not { } services)
        {
            return;
        }

        foreach (var entry in settings.Table(services))
        {
            if (entry.GetChildren().Any() && string.IsNullOrEmpty(entry.Value))
            {
                options.MapService(entry.Key, service => ReadService(settings.Within(entry), service));
            }
            else
            {
                settings.Refuse(entry.Path, "is not a service; give it settings such as SpiffeIds.");
            }
        }
    }

    private static void ReadService(SectionReader settings, CertificateServiceOptions service)
    {
        settings.List(nameof(service.SpiffeIds), service.SpiffeIds);
        settings.List(nameof(service.DnsNames), service.DnsNames);
        settings.List(nameof(service.Subjects), service.Subjects);
        settings.List(nameof(service.Permissions), service.Permissions);
        settings.RefuseTheRest();
    }

    private static void ReadForwarded(SectionReader certificates, ForwardedCertificateOptions forwarded)
    {
        if (certificates.Group(nameof(ClientCertificateOptions.Forwarded), "settings such as Format and From") is not { } section)
        {
            return;
        }

        var settings = certificates.Within(section);
        forwarded.Format = settings.Name<ForwardedCertificateFormat>(nameof(forwarded.Format)) ?? forwarded.Format;
        forwarded.Header = settings.Text(nameof(forwarded.Header)) ?? forwarded.Header;
        settings.List(nameof(forwarded.From), forwarded.From);
        settings.List(nameof(forwarded.Proxies), forwarded.Proxies);
        forwarded.TrustProxyVerdict = settings.Flag(nameof(forwarded.TrustProxyVerdict)) ?? forwarded.TrustProxyVerdict;
        settings.RefuseTheRest();
    }
}
