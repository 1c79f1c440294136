using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Tokens.Options;

namespace ZeroTrust.Security.Tokens.Minting;

/// <summary>Reads the group <c>ServiceTokens</c> of the <c>ZeroTrust</c> section.</summary>
/// <param name="section">The <c>ZeroTrust</c> section.</param>
/// <param name="host">The whole configuration, which knows its layers.</param>
/// <param name="readsService">Whether the service's name is read here, since no token validation reads it.</param>
internal sealed class ServiceTokensReader(IConfigurationSection section, IConfiguration? host, bool readsService) : IConfigureOptions<ServiceTokensOptions>
{
    public const string Name = "ServiceTokens";

    public void Configure(ServiceTokensOptions options)
    {
        var service = new SectionReader(section, ConfigurationLayers.Of(section, host), options.Faults);
        options.Service ??= readsService ? service.Text(nameof(options.Service)) : null;
        options.SectionPath ??= $"{section.Path}:{Name}";
        if (service.Group(Name, "settings such as Issuer") is not { } group)
        {
            return;
        }

        var settings = service.Within(group);
        ReadTokens(settings, options);
        ReadKeys(settings, options);
        settings.RefuseTheRest();
    }

    private static void ReadTokens(SectionReader settings, ServiceTokensOptions options)
    {
        options.Service = settings.Text(nameof(options.Service)) ?? options.Service;
        options.Issuer = settings.Text(nameof(options.Issuer)) ?? options.Issuer;
        options.Lifetime = settings.Duration(nameof(options.Lifetime)) ?? options.Lifetime;
        options.ActForUsersOf = settings.Text(nameof(options.ActForUsersOf)) ?? options.ActForUsersOf;
        ListTableReader.Grants.Read(settings, options.Grants);
    }

    private static void ReadKeys(SectionReader settings, ServiceTokensOptions options)
    {
        options.Algorithm = settings.Text(nameof(options.Algorithm)) ?? options.Algorithm;
        options.KeyLifetime = settings.Duration(nameof(options.KeyLifetime)) ?? options.KeyLifetime;
        options.KeyCacheTime = settings.Duration(nameof(options.KeyCacheTime)) ?? options.KeyCacheTime;
        options.EncryptionAlgorithm = settings.Text(nameof(options.EncryptionAlgorithm)) ?? options.EncryptionAlgorithm;
        options.EncryptionKeyLifetime = settings.Duration(nameof(options.EncryptionKeyLifetime)) ?? options.EncryptionKeyLifetime;
        options.MessageLifetime = settings.Duration(nameof(options.MessageLifetime)) ?? options.MessageLifetime;
        options.PollInterval = settings.Duration(nameof(options.PollInterval)) ?? options.PollInterval;
        options.KeyDirectory = settings.Text(nameof(options.KeyDirectory)) ?? options.KeyDirectory;
        options.KeyEncryptionKeyFile = settings.Text(nameof(options.KeyEncryptionKeyFile)) ?? options.KeyEncryptionKeyFile;
        options.KeyEncryptionKeyReference = settings.Reference(nameof(options.KeyEncryptionKeyReference)) ?? options.KeyEncryptionKeyReference;
        options.PreviousKeyEncryptionKeyFile = settings.Text(nameof(options.PreviousKeyEncryptionKeyFile)) ?? options.PreviousKeyEncryptionKeyFile;
    }
}
