using Microsoft.Extensions.Configuration;

namespace ZeroTrust.Security.Audit.Settings;

/// <summary>A section that code names for the audit's settings, beside <c>ZeroTrust:Audit</c> of the host's configuration.</summary>
/// <param name="Configuration">The section.</param>
internal sealed record AuditSection(IConfigurationSection Configuration)
{
    public const string Name = "Audit";
    public const string JournalName = "Journal";
    public const string SinksName = "Sinks";
    public const string DetectionName = "Detection";

    private const string Whole = "ZeroTrust";

    /// <summary>Where the settings of the host stand: the audit's own name is known there.</summary>
    public static ZeroTrustSettingName OfHost => new(Name) { Section = Whole };

    /// <summary>The audit's name, known where this section stands.</summary>
    public ZeroTrustSettingName SettingName => new(Name) { Section = ConfigurationPath.GetParentPath(Configuration.Path) };

    /// <summary>Readers of every section there is, each once.</summary>
    /// <param name="named">Those that code names.</param>
    /// <param name="host">The whole configuration, where there is one.</param>
    /// <param name="faults">Where faults go.</param>
    public static IEnumerable<SectionReader> Readers(IEnumerable<AuditSection> named, IConfiguration? host, IList<SettingFault> faults)
    {
        IEnumerable<IConfigurationSection> ofHost = host is null ? [] : [host.GetSection(ConfigurationPath.Combine(Whole, Name))];
        foreach (var section in named.Select(static one => one.Configuration).Concat(ofHost).DistinctBy(static one => one.Path, StringComparer.OrdinalIgnoreCase))
        {
            var reader = new SectionReader(section, ConfigurationLayers.Of(section, host), faults);
            if (section.Value is { Length: > 0 })
            {
                reader.Refuse(section.Path, $"takes settings such as {JournalName} and has one value.");
            }

            yield return reader;
        }
    }
}
