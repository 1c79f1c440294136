using System.Buffers;
using System.Numerics;
using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.Audit.Trail;

/// <summary>Names every setting of the journal that cannot be, at the start.</summary>
internal sealed class AuditJournalOptionsValidator : IValidateOptions<AuditJournalOptions>
{
    private const int MinKeyBytes = 32;

    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

    public ValidateOptionsResult Validate(string? name, AuditJournalOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        if (string.IsNullOrWhiteSpace(options.Directory))
        {
            result.AddError("is empty; name the journal's own directory.", nameof(options.Directory));
        }

        CheckKeys(options, result);
        CheckTime(options.FlushInterval, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10), nameof(options.FlushInterval), result);
        CheckTime(options.FullWait, TimeSpan.Zero, TimeSpan.FromSeconds(1), nameof(options.FullWait), result);
        CheckTime(options.RequiredWait, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1), nameof(options.RequiredWait), result);
        if (options.Capacity is < 1024 or > 1_048_576 || !BitOperations.IsPow2(options.Capacity))
        {
            result.AddError($"is {options.Capacity}; use a power of two from 1024 to 1048576.", nameof(options.Capacity));
        }

        CheckFiles(options, result);
        foreach (var (type, auditClass) in options.Classes.Where(static entry => !Enum.IsDefined(entry.Value)))
        {
            result.AddError($"gives '{type}' the class {(int)auditClass}; use Required, Buffered or BestEffort.", nameof(options.Classes));
        }

        return result.Build();
    }

    private static void CheckFiles(AuditJournalOptions options, ValidateOptionsResultBuilder result)
    {
        CheckNumber(options.SegmentBytes, 1024 * 1024, 1024 * 1024 * 1024, nameof(options.SegmentBytes), result);
        CheckTime(options.SegmentAge, TimeSpan.FromMinutes(1), TimeSpan.FromDays(31), nameof(options.SegmentAge), result);
        CheckNumber(options.LowSpaceBytes, 0, long.MaxValue, nameof(options.LowSpaceBytes), result);
        CheckNumber(options.CheckpointEvents, 1, 10_000_000, nameof(options.CheckpointEvents), result);
        CheckTime(options.CheckpointInterval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), nameof(options.CheckpointInterval), result);
        CheckTime(options.RetentionAge ?? TimeSpan.MaxValue, TimeSpan.FromHours(1), TimeSpan.MaxValue, nameof(options.RetentionAge), result);
        CheckNumber(options.RetentionBytes ?? long.MaxValue, options.SegmentBytes, long.MaxValue, nameof(options.RetentionBytes), result);
        CheckNumber(options.RetentionHardBytes ?? long.MaxValue, options.RetentionBytes ?? options.SegmentBytes, long.MaxValue, nameof(options.RetentionHardBytes), result);
    }

    private static void CheckKeys(AuditJournalOptions options, ValidateOptionsResultBuilder result)
    {
        CheckKey(options.HashKey, nameof(options.HashKey), result);
        CheckKey(options.DigestKey, nameof(options.DigestKey), result);
        if (options.DigestKey is not null && options.DigestKeyId is not { Length: >= 1 and <= 32 })
        {
            result.AddError("is missing or longer than 32 characters; name the digest key, so that its digests are told from those of the next one.", nameof(options.DigestKeyId));
        }
        else if (options.DigestKeyId is { } id && id.AsSpan().ContainsAnyExcept(IdCharacters))
        {
            result.AddError("has other characters than ASCII letters, digits, '-' and '_'.", nameof(options.DigestKeyId));
        }
    }

    private static void CheckKey(Secret? key, string property, ValidateOptionsResultBuilder result)
    {
        if (key is { Length: < MinKeyBytes })
        {
            result.AddError($"has {key.Length} bytes; use at least {MinKeyBytes}.", property);
        }
    }

    private static void CheckNumber(long value, long least, long most, string property, ValidateOptionsResultBuilder result)
    {
        if (value < least || value > most)
        {
            result.AddError(most == long.MaxValue ? $"is {value}; use {least} or more." : $"is {value}; use {least} to {most}.", property);
        }
    }

    private static void CheckTime(TimeSpan value, TimeSpan least, TimeSpan most, string property, ValidateOptionsResultBuilder result)
    {
        if (value < least || value > most)
        {
            result.AddError($"is {value}; use {least} to {most}.", property);
        }
    }
}
