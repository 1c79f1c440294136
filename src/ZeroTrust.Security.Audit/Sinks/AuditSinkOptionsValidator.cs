using System.Buffers;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Audit.Settings;
using ZeroTrust.Security.Audit.Trail;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>Names everything that is wrong with the sinks, at the start: their names, their settings, and that there is a journal to take to them.</summary>
internal sealed class AuditSinkOptionsValidator(IEnumerable<RegisteredSink> sinks, SinkSettings settings, JournalTrail? journal = null) : IValidateOptions<AuditSinkOptions>
{
    private const int MaxNameLength = 32;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    public ValidateOptionsResult Validate(string? name, AuditSinkOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        if (journal is null)
        {
            result.AddError("Audit sinks were added without a journal to follow. Call AddAuditJournal with a directory.");
        }

        foreach (var same in sinks.GroupBy(static sink => sink.Sink.Name, StringComparer.Ordinal))
        {
            CheckName(same.Key, same.Count(), result);
            foreach (var sink in same)
            {
                Check(same.Key, sink.Options, result);
            }
        }

        foreach (var fault in settings.FaultsAmong([.. sinks.Select(static sink => sink.Sink.Name)]))
        {
            result.AddError($"{fault.Path} {fault.Text}");
        }

        return result.Build();
    }

    private static void CheckName(string? name, int count, ValidateOptionsResultBuilder result)
    {
        if (name is not { Length: >= 1 and <= MaxNameLength } || name.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            result.AddError($"An audit sink has the name '{name}'; use 1 to {MaxNameLength} of a-z, 0-9 and '-'.");
        }

        if (count > 1)
        {
            result.AddError($"{count} audit sinks have the name '{name}'; give each its own, for its place is kept under it.");
        }
    }

    private static void Check(string sink, AuditSinkOptions options, ValidateOptionsResultBuilder result)
    {
        Within(sink, options.MaxEvents, 1, 100_000, nameof(options.MaxEvents), result);
        Within(sink, options.MaxBytes, 1024, 64 * 1024 * 1024, nameof(options.MaxBytes), result);
        Within(sink, options.MaxAge, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1), nameof(options.MaxAge), result);
        Within(sink, options.CallTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10), nameof(options.CallTimeout), result);
    }

    private static void Within<T>(string sink, T value, T least, T most, string property, ValidateOptionsResultBuilder result)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            result.AddError($"of the audit sink '{sink}' is {value}; use {least} to {most}.", property);
        }
    }
}
