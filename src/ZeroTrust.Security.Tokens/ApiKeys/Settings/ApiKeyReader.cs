using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Tokens.Options;

namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>Reads the group <c>ApiKeys</c> of each <c>ZeroTrust</c> section, once also where two features were given it.</summary>
internal sealed class ApiKeyReader(IEnumerable<ZeroTrustSection> shared, IEnumerable<ApiKeySection> own, IConfiguration? host)
    : IConfigureOptions<ApiKeyOptions>
{
    public const string Name = "ApiKeys";

    public void Configure(ApiKeyOptions options)
    {
        foreach (var (section, _) in FeatureSections.Of(shared, own.Select(static section => section.Configuration)))
        {
            Read(section, options);
        }
    }

    private void Read(IConfigurationSection section, ApiKeyOptions options)
    {
        options.SectionPath ??= $"{section.Path}:{Name}";
        var service = new SectionReader(section, ConfigurationLayers.Of(section, host), options.Faults);
        if (service.Group(Name, "settings such as PepperFile") is { } group)
        {
            Read(service.Within(group), options);
        }
    }

    private static void Read(SectionReader settings, ApiKeyOptions options)
    {
        options.Prefix = settings.Text(nameof(options.Prefix)) ?? options.Prefix;
        options.Directory = settings.Text(nameof(options.Directory)) ?? options.Directory;
        options.PepperFile = settings.Text(nameof(options.PepperFile)) ?? options.PepperFile;
        options.PepperReference = settings.Reference(nameof(options.PepperReference)) ?? options.PepperReference;
        options.PreviousPepperFile = settings.Text(nameof(options.PreviousPepperFile)) ?? options.PreviousPepperFile;
        options.AllowBearer = settings.Flag(nameof(options.AllowBearer)) ?? options.AllowBearer;
        options.Lifetime = settings.Duration(nameof(options.Lifetime)) ?? options.Lifetime;
        options.MaxLifetime = settings.Duration(nameof(options.MaxLifetime)) ?? options.MaxLifetime;
        options.PollInterval = settings.Duration(nameof(options.PollInterval)) ?? options.PollInterval;
        options.MaxStaleness = settings.Duration(nameof(options.MaxStaleness)) ?? options.MaxStaleness;
        options.LastUsedInterval = settings.Duration(nameof(options.LastUsedInterval)) ?? options.LastUsedInterval;
        settings.RefuseTheRest();
    }
}
