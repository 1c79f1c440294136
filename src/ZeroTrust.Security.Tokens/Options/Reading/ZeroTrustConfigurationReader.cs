using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.Tokens.Options;

/// <summary>
/// Reads the <c>ZeroTrust</c> section into the options, strictly and without reflection. Single values replace what code before
/// it set, lists and tables add to it. Faults are collected in the options, for the validator to report all at once.
/// </summary>
internal sealed class ZeroTrustConfigurationReader(
    IConfigurationSection section, IEnumerable<ZeroTrustSettingName> declared, IConfiguration? host) : IConfigureOptions<ZeroTrustOptions>
{
    public void Configure(ZeroTrustOptions options)
    {
        var settings = new SectionReader(section, ConfigurationLayers.Of(section, host), options.Faults);
        options.SectionPath ??= section.Path;

        options.Service = settings.Text(nameof(options.Service)) ?? options.Service;
        ReadIssuers(settings, options);
        ListTableReader.Roles.Read(settings, options.Roles);
        ListTableReader.Callers.Read(settings, options.Callers);
        options.OwnerAuthority = settings.Text(nameof(options.OwnerAuthority)) ?? options.OwnerAuthority;
        options.TenantAuthority = settings.Text(nameof(options.TenantAuthority)) ?? options.TenantAuthority;
        options.MaxTokenBytes = settings.Number(nameof(options.MaxTokenBytes)) ?? options.MaxTokenBytes;
        options.MaxHeaderBytes = settings.Number(nameof(options.MaxHeaderBytes)) ?? options.MaxHeaderBytes;
        options.KeyWait = settings.Duration(nameof(options.KeyWait)) ?? options.KeyWait;
        TokenCacheReader.Read(settings, options.Cache);
        RevocationReader.Read(settings, options.Revocation);
        settings.RefuseTheRest(declared
            .Where(setting => setting.Section is null || string.Equals(setting.Section, section.Path, StringComparison.OrdinalIgnoreCase))
            .Select(static setting => setting.Name));
    }

    private static void ReadIssuers(SectionReader settings, ZeroTrustOptions options)
    {
        if (settings.Group(nameof(options.Issuers), "named issuers") is not { } issuers)
        {
            return;
        }

        foreach (var entry in settings.Table(issuers))
        {
            if (entry.GetChildren().Any() && string.IsNullOrEmpty(entry.Value))
            {
                options.TrustIssuer(entry.Key, issuer => IssuerReader.Read(settings.Within(entry), issuer));
            }
            else
            {
                settings.Refuse(entry.Path, "is not an issuer; give it settings such as Authority and Audiences.");
            }
        }
    }
}
