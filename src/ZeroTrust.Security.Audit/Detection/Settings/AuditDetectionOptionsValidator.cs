using System.Buffers;
using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.Audit.Detection;

/// <summary>Names everything that is wrong with the rules, at the start.</summary>
internal sealed class AuditDetectionOptionsValidator(bool hasJournal, bool canRevoke) : IValidateOptions<AuditDetectionOptions>
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-.");

    public ValidateOptionsResult Validate(string? name, AuditDetectionOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        options.Faults.ForEach(fault => result.AddError($"{fault.Path} {fault.Text}"));
        if (!hasJournal)
        {
            result.AddError("AddAuditDetection is called and AddAuditJournal is not: detection reads what the journal writes.");
        }

        if (options.Lateness < TimeSpan.Zero || options.Lateness > TimeSpan.FromMinutes(1))
        {
            result.AddError($"is {options.Lateness}; use 00:00:00 to 00:01:00.", nameof(options.Lateness));
        }

        if (options.MaxAlertsPerMinute is < 1 or > 10_000)
        {
            result.AddError($"is {options.MaxAlertsPerMinute}; use 1 to 10000.", nameof(options.MaxAlertsPerMinute));
        }

        foreach (var rule in options.Rules)
        {
            foreach (var fault in RuleFaults.Of(rule, canRevoke))
            {
                result.AddError($"The detection rule '{rule.Name}' {fault}");
            }

            if (rule.Name.Length > 64 || rule.Name.AsSpan().ContainsAnyExcept(NameCharacters))
            {
                result.AddError($"The detection rule '{rule.Name}' is named with more than 64 or other characters than a-z, 0-9, '_', '-' and '.'.");
            }
        }

        return result.Build();
    }
}
