using System.Buffers;
using System.Numerics;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Audit.Settings;

namespace ZeroTrust.Security.Audit.Trail;

/// <summary>Names every setting of the journal that cannot be, at the start.</summary>
internal sealed class AuditJournalOptionsValidator : IValidateOptions<AuditJournalOptions>
{
    private const string DefaultPath = $"ZeroTrust:{AuditSection.Name}:{AuditSection.JournalName}";
    private const int MinKeyBytes = 32;

    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

    public ValidateOptionsResult Validate(string? name, AuditJournalOptions options)
    {
        var faults = new List<SettingFault>();
        if (string.IsNullOrWhiteSpace(options.Directory))
        {
            faults.Add(new(nameof(options.Directory), "is empty; name the journal's own directory, here or in AddAuditJournal."));
        }

        CheckKeys(options, faults);
        CheckTime(options.FlushInterval, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10), nameof(options.FlushInterval), faults);
        CheckTime(options.FullWait, TimeSpan.Zero, TimeSpan.FromSeconds(1), nameof(options.FullWait), faults);
        CheckTime(options.RequiredWait, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1), nameof(options.RequiredWait), faults);
        if (options.Capacity is < 1024 or > 1_048_576 || !BitOperations.IsPow2(options.Capacity))
        {
            faults.Add(new(nameof(options.Capacity), $"is {options.Capacity}; use a power of two from 1024 to 1048576."));
        }

        CheckFiles(options, faults);
        foreach (var (type, auditClass) in options.Classes.Where(static entry => !Enum.IsDefined(entry.Value)))
        {
            faults.Add(new(nameof(options.Classes), $"gives '{type}' the class {(int)auditClass}; use Required, Buffered or BestEffort."));
        }

        var result = new ValidateOptionsResultBuilder();
        options.Faults.ForEach(fault => result.AddError($"{fault.Path} {fault.Text}"));
        faults.ForEach(fault => result.AddError(fault.Text, $"{options.SectionPath ?? DefaultPath}:{fault.Path}"));
        return result.Build();
    }

    private static void CheckFiles(AuditJournalOptions options, List<SettingFault> faults)
    {
        CheckNumber(options.SegmentBytes, 1024 * 1024, 1024 * 1024 * 1024, nameof(options.SegmentBytes), faults);
        CheckTime(options.SegmentAge, TimeSpan.FromMinutes(1), TimeSpan.FromDays(31), nameof(options.SegmentAge), faults);
        CheckNumber(options.LowSpaceBytes, 0, long.MaxValue, nameof(options.LowSpaceBytes), faults);
        CheckNumber(options.CheckpointEvents, 1, 10_000_000, nameof(options.CheckpointEvents), faults);
        CheckTime(options.CheckpointInterval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), nameof(options.CheckpointInterval), faults);
        CheckTime(options.RetentionAge ?? TimeSpan.MaxValue, TimeSpan.FromHours(1), TimeSpan.MaxValue, nameof(options.RetentionAge), faults);
        CheckNumber(options.RetentionBytes ?? long.MaxValue, options.SegmentBytes, long.MaxValue, nameof(options.RetentionBytes), faults);
        CheckNumber(options.RetentionHardBytes ?? long.MaxValue, options.RetentionBytes ?? options.SegmentBytes, long.MaxValue, nameof(options.RetentionHardBytes), faults);
    }

    private static void CheckKeys(AuditJournalOptions options, List<SettingFault> faults)
    {
        CheckKey(options.HashKey, nameof(options.HashKey), faults);
        CheckKey(options.DigestKey, nameof(options.DigestKey), faults);
        if (options.DigestKey is not null && options.DigestKeyId is not { Length: >= 1 and <= 32 })
        {
            faults.Add(new(nameof(options.DigestKeyId), "is missing or longer than 32 characters; name the digest key, so that its digests are told from those of the next one."));
        }
        else if (options.DigestKeyId is { } id && id.AsSpan().ContainsAnyExcept(IdCharacters))
        {
            faults.Add(new(nameof(options.DigestKeyId), "has other characters than ASCII letters, digits, '-' and '_'."));
        }
    }

    private static void CheckKey(Secret? key, string property, List<SettingFault> faults)
    {
        if (key is { Length: < MinKeyBytes })
        {
            faults.Add(new(property, $"has {key.Length} bytes; use at least {MinKeyBytes}."));
        }
    }

    private static void CheckNumber(long value, long least, long most, string property, List<SettingFault> faults)
    {
        if (value < least || value > most)
        {
            faults.Add(new(property, most == long.MaxValue ? $"is {value}; use {least} or more." : $"is {value}; use {least} to {most}."));
        }
    }

    private static void CheckTime(TimeSpan value, TimeSpan least, TimeSpan most, string property, List<SettingFault> faults)
    {
        if (value < least || value > most)
        {
            faults.Add(new(property, $"is {value}; use {least} to {most}."));
        }
    }
}
