using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.Audit.Detection;

/// <summary>Reads rules from configuration, strictly and without reflection. Faults are collected, for the validator to report all at once.</summary>
internal sealed class AuditDetectionReader(IConfigurationSection section, IConfiguration? host) : IConfigureOptions<AuditDetectionOptions>
{
    /// <summary>Whether this is the section that it reads.</summary>
    public bool Reads(IConfigurationSection other) => string.Equals(section.Path, other.Path, StringComparison.OrdinalIgnoreCase);

    public void Configure(AuditDetectionOptions options)
    {
        var settings = new SectionReader(section, ConfigurationLayers.Of(section, host), options.Faults);
        options.Lateness = settings.Duration(nameof(options.Lateness)) ?? options.Lateness;
        options.MaxAlertsPerMinute = settings.Number(nameof(options.MaxAlertsPerMinute)) ?? options.MaxAlertsPerMinute;
        if (settings.Group("Rules", "named rules") is { } rules)
        {
            foreach (var entry in settings.Table(rules))
            {
                if (entry.GetChildren().Any() && string.IsNullOrEmpty(entry.Value))
                {
                    RuleReader.Read(settings.Within(entry), options.Rule(entry.Key));
                }
                else
                {
                    settings.Refuse(entry.Path, "is not a rule; give it settings such as On.");
                }
            }
        }

        settings.RefuseTheRest();
    }
}
