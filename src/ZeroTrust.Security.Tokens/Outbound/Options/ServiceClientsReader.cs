using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Tokens.Options;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>Reads <c>ServiceClients</c> out of every section that was added, after all code: what configuration says wins.</summary>
internal sealed class ServiceClientsReader(IEnumerable<ZeroTrustSection> sections, IConfiguration? host) : IPostConfigureOptions<ServiceClientsOptions>
{
    public void PostConfigure(string? name, ServiceClientsOptions options)
    {
        foreach (var (section, _) in FeatureSections.Of(sections))
        {
            options.SectionPath ??= section.Path;
            Read(new SectionReader(section, ConfigurationLayers.Of(section, host), options.Faults), options);
        }
    }

    private static void Read(SectionReader settings, ServiceClientsOptions options)
    {
        if (settings.Group(ServiceClientsOptions.Group, "named clients") is not { } clients)
        {
            return;
        }

        foreach (var entry in settings.Table(clients))
        {
            if (entry.GetChildren().Any() && string.IsNullOrEmpty(entry.Value))
            {
                Read(settings.Within(entry), options.Client(entry.Key));
            }
            else
            {
                settings.Refuse(entry.Path, "is not a client; give it settings such as Audience and Source.");
            }
        }
    }

    private static void Read(SectionReader settings, ServiceClientOptions client)
    {
        client.Audience = settings.Text(nameof(client.Audience)) ?? client.Audience;
        client.Source = settings.Name<ServiceTokenSource>(nameof(client.Source)) ?? client.Source;
        settings.List(nameof(client.Hosts), client.Hosts);
        settings.List(nameof(client.Permissions), client.Permissions);
        client.Tenant = settings.Text(nameof(client.Tenant)) ?? client.Tenant;
        client.Lifetime = settings.Duration(nameof(client.Lifetime)) ?? client.Lifetime;
        client.TokenFile = settings.Text(nameof(client.TokenFile)) ?? client.TokenFile;
        ReadServer(settings, client);
        settings.RefuseTheRest();
    }

    private static void ReadServer(SectionReader settings, ServiceClientOptions client)
    {
        settings.List(nameof(client.Scopes), client.Scopes);
        client.TokenEndpoint = settings.Text(nameof(client.TokenEndpoint)) ?? client.TokenEndpoint;
        client.ClientId = settings.Text(nameof(client.ClientId)) ?? client.ClientId;
        client.Authentication = settings.Name<ClientAuthentication>(nameof(client.Authentication)) ?? client.Authentication;
        client.SecretFile = settings.Text(nameof(client.SecretFile)) ?? client.SecretFile;
        client.SecretReference = settings.Reference(nameof(client.SecretReference)) ?? client.SecretReference;
        client.AssertionAudience = settings.Text(nameof(client.AssertionAudience)) ?? client.AssertionAudience;
        client.Resource = settings.Text(nameof(client.Resource)) ?? client.Resource;
        client.ActorAudience = settings.Text(nameof(client.ActorAudience)) ?? client.ActorAudience;
        client.ActorTokenFile = settings.Text(nameof(client.ActorTokenFile)) ?? client.ActorTokenFile;
        client.CertificateAuthoritiesFile = settings.Text(nameof(client.CertificateAuthoritiesFile)) ?? client.CertificateAuthoritiesFile;
    }
}
