using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Tokens.Options;

namespace ZeroTrust.Security.Tokens.Recipients;

/// <summary>Reads the group <c>Encryption</c> of each <c>ZeroTrust</c> section, once also where two features were given it.</summary>
internal sealed class EncryptionReader(IEnumerable<ZeroTrustSection> shared, IEnumerable<EncryptionSection> own, IConfiguration? host)
    : IConfigureOptions<EncryptionOptions>
{
    public const string Name = "Encryption";

    public void Configure(EncryptionOptions options)
    {
        foreach (var (section, _) in FeatureSections.Of(shared, own.Select(static section => section.Configuration)))
        {
            options.SectionPath ??= $"{section.Path}:{Name}";
            var service = new SectionReader(section, ConfigurationLayers.Of(section, host), options.Faults);
            options.Service ??= service.Text(nameof(options.Service));
            if (service.Group(Name, "settings such as Recipients") is { } group)
            {
                Read(service.Within(group), options);
            }
        }
    }

    private static void Read(SectionReader settings, EncryptionOptions options)
    {
        options.Service = settings.Text(nameof(options.Service)) ?? options.Service;
        options.MaxHeaderBytes = settings.Number(nameof(options.MaxHeaderBytes)) ?? options.MaxHeaderBytes;
        options.MaxPlaintextBytes = settings.Number(nameof(options.MaxPlaintextBytes)) ?? options.MaxPlaintextBytes;
        if (settings.Group(nameof(options.Recipients), "named recipients") is { } recipients)
        {
            foreach (var entry in settings.Table(recipients))
            {
                ReadRecipient(settings, entry, options);
            }
        }

        settings.RefuseTheRest();
    }

    private static void ReadRecipient(SectionReader settings, IConfigurationSection entry, EncryptionOptions options)
    {
        if (entry.GetChildren().Any() && string.IsNullOrEmpty(entry.Value))
        {
            options.EncryptFor(entry.Key, recipient => ReadSource(settings.Within(entry), recipient));
        }
        else
        {
            settings.Refuse(entry.Path, "is not a recipient; give it settings such as Authority.");
        }
    }

    private static void ReadSource(SectionReader settings, EncryptionRecipientOptions recipient)
    {
        recipient.Authority = settings.Text(nameof(recipient.Authority)) ?? recipient.Authority;
        recipient.JwksUri = settings.Text(nameof(recipient.JwksUri)) ?? recipient.JwksUri;
        recipient.Jwks = settings.Text(nameof(recipient.Jwks)) ?? recipient.Jwks;
        recipient.JwksFile = settings.Text(nameof(recipient.JwksFile)) ?? recipient.JwksFile;
        settings.List(nameof(recipient.KeyHosts), recipient.KeyHosts);
        recipient.CertificateAuthoritiesFile = settings.Text(nameof(recipient.CertificateAuthoritiesFile)) ?? recipient.CertificateAuthoritiesFile;
        recipient.Proxy = settings.Text(nameof(recipient.Proxy)) ?? recipient.Proxy;
        recipient.RefreshInterval = settings.Duration(nameof(recipient.RefreshInterval)) ?? recipient.RefreshInterval;
        recipient.LastKnownGood = settings.Duration(nameof(recipient.LastKnownGood)) ?? recipient.LastKnownGood;
        settings.RefuseTheRest();
    }
}
