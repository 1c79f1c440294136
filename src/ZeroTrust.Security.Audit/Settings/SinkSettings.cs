using Microsoft.Extensions.Configuration;

namespace ZeroTrust.Security.Audit.Settings;

/// <summary>Reads what configuration says of the sinks, each under its name: over what code says, which does not know what a deployment needs.</summary>
/// <param name="named">The sections that code names.</param>
/// <param name="host">The whole configuration, where there is one.</param>
internal sealed class SinkSettings(IEnumerable<AuditSection> named, IConfiguration? host)
{
    private readonly List<SettingFault> _faults = [];

    /// <summary>Reads the settings of one sink.</summary>
    public void Read(string sink, AuditSinkOptions options)
    {
        foreach (var sinks in Groups(_faults))
        {
            if (sinks.Group(sink, "settings such as MaxEvents") is not { } group)
            {
                continue;
            }

            var settings = sinks.Within(group);
            options.MaxEvents = settings.Number(nameof(options.MaxEvents)) ?? options.MaxEvents;
            options.MaxBytes = settings.Number(nameof(options.MaxBytes)) ?? options.MaxBytes;
            options.MaxAge = settings.Duration(nameof(options.MaxAge)) ?? options.MaxAge;
            options.CallTimeout = settings.Duration(nameof(options.CallTimeout)) ?? options.CallTimeout;
            settings.RefuseTheRest();
        }
    }

    /// <summary>What was wrong with that, and the names that no sink has.</summary>
    /// <param name="sinks">The names of all sinks.</param>
    public IEnumerable<SettingFault> FaultsAmong(IReadOnlyCollection<string> sinks)
    {
        var faults = new List<SettingFault>(_faults);
        foreach (var group in Groups(faults))
        {
            group.RefuseTheRest(sinks);
        }

        return faults.Distinct();
    }

    private IEnumerable<SectionReader> Groups(List<SettingFault> faults)
    {
        foreach (var audit in AuditSection.Readers(named, host, faults))
        {
            if (audit.Group(AuditSection.SinksName, "sinks by their names") is { } sinks)
            {
                yield return audit.Within(sinks);
            }
        }
    }
}
