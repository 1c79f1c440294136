using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Audit.Detection;
using ZeroTrust.Security.Audit.Sinks;

namespace ZeroTrust.Security.Audit.Settings;

/// <summary>Reads the journal's settings, strictly and without reflection. Faults are collected, for the validator to report all at once.</summary>
/// <param name="named">The sections that code names.</param>
/// <param name="host">The whole configuration, where there is one.</param>
/// <param name="hasSinks">Whether a sink was added.</param>
/// <param name="detection">Who reads rules of detection.</param>
internal sealed class AuditJournalReader(IEnumerable<AuditSection> named, IConfiguration? host, bool hasSinks, IEnumerable<IConfigureOptions<AuditDetectionOptions>> detection)
    : IConfigureOptions<AuditJournalOptions>
{
    public void Configure(AuditJournalOptions options)
    {
        foreach (var audit in AuditSection.Readers(named, host, options.Faults))
        {
            if (audit.Group(AuditSection.JournalName, "settings such as Directory") is { } journal)
            {
                options.SectionPath ??= journal.Path;
                Read(audit.Within(journal), options);
            }

            RefuseUnread(audit);
            audit.RefuseTheRest();
        }
    }

    private static void Read(SectionReader settings, AuditJournalOptions options)
    {
        options.Directory = settings.Text(nameof(options.Directory)) ?? options.Directory;
        options.DigestKeyId = settings.Text(nameof(options.DigestKeyId)) ?? options.DigestKeyId;
        options.Capacity = settings.Number(nameof(options.Capacity)) ?? options.Capacity;
        options.SegmentBytes = settings.LargeNumber(nameof(options.SegmentBytes)) ?? options.SegmentBytes;
        options.LowSpaceBytes = settings.LargeNumber(nameof(options.LowSpaceBytes)) ?? options.LowSpaceBytes;
        options.CheckpointEvents = settings.LargeNumber(nameof(options.CheckpointEvents)) ?? options.CheckpointEvents;
        options.RetentionBytes = settings.LargeNumber(nameof(options.RetentionBytes)) ?? options.RetentionBytes;
        options.RetentionHardBytes = settings.LargeNumber(nameof(options.RetentionHardBytes)) ?? options.RetentionHardBytes;
        ReadTimes(settings, options);
        ReadClasses(settings, options);
        RefuseSecrets(settings, nameof(options.HashKey), nameof(options.DigestKey), nameof(options.CheckpointKey));
        settings.RefuseTheRest();
    }

    private static void ReadTimes(SectionReader settings, AuditJournalOptions options)
    {
        options.FlushInterval = settings.Duration(nameof(options.FlushInterval)) ?? options.FlushInterval;
        options.FullWait = settings.Duration(nameof(options.FullWait)) ?? options.FullWait;
        options.RequiredWait = settings.Duration(nameof(options.RequiredWait)) ?? options.RequiredWait;
        options.SegmentAge = settings.Duration(nameof(options.SegmentAge)) ?? options.SegmentAge;
        options.CheckpointInterval = settings.Duration(nameof(options.CheckpointInterval)) ?? options.CheckpointInterval;
        options.RetentionAge = settings.Duration(nameof(options.RetentionAge)) ?? options.RetentionAge;
    }

    private static void ReadClasses(SectionReader settings, AuditJournalOptions options)
    {
        if (settings.Group(nameof(options.Classes), "types of events, each with a class") is not { } classes)
        {
            return;
        }

        var types = settings.Within(classes);
        foreach (var entry in settings.Table(classes))
        {
            options.Classes[entry.Key] = types.Name<AuditClass>(entry.Key) ?? default;
        }
    }

    // Whoever may look at the configuration of a service sees all of it.
    private static void RefuseSecrets(SectionReader settings, params IEnumerable<string> names)
    {
        foreach (var given in names.Select(settings.Ask).OfType<IConfigurationSection>())
        {
            settings.Refuse(given.Path, "is a key, and configuration is no place for one. Set it in code, by AddAuditJournal.");
        }
    }

    private void RefuseUnread(SectionReader audit)
    {
        if (audit.Ask(AuditSection.SinksName) is { } sinks && !hasSinks)
        {
            audit.Refuse(sinks.Path, "is set, and no sink was added: call AddAuditSink, or take it away.");
        }

        if (audit.Ask(AuditSection.DetectionName) is { } rules && !detection.OfType<AuditDetectionReader>().Any(reader => reader.Reads(rules)))
        {
            audit.Refuse(rules.Path, "is set, and nothing reads it: call AddAuditDetection with this section, or take it away.");
        }
    }
}
