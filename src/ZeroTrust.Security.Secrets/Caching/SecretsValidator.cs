using Microsoft.Extensions.Options;
using ZeroTrust.Security.Secrets.Settings;

namespace ZeroTrust.Security.Secrets;

/// <summary>Names every setting of the stores that cannot be, at the start.</summary>
internal sealed class SecretsValidator(SecretsSettings settings) : IValidateOptions<SecretsOptions>
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    public ValidateOptionsResult Validate(string? name, SecretsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var result = new ValidateOptionsResultBuilder();
        foreach (var fault in settings.Faults.Distinct())
        {
            result.AddError(fault.Text, fault.Path);
        }

        Check(options.StartTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(10), nameof(options.StartTimeout), result);
        var all = settings.Stores;
        foreach (var twice in all.GroupBy(static store => store.Name, StringComparer.Ordinal).Where(static group => group.Skip(1).Any()))
        {
            result.AddError($"The store '{twice.Key}' was added {twice.Count()} times; give each a name of its own.");
        }

        var plain = all.Where(static store => store.Factory is not null).Select(static store => store.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var store in all)
        {
            Check(store, result);
            foreach (var link in store.Chain.Where(link => !plain.Contains(link)))
            {
                result.AddError($"The chain '{store.Name}' names '{link}', which is no store that was added; a chain is made of stores.");
            }
        }

        return result.Build();
    }

    private static void Check(SecretStoreRegistration store, ValidateOptionsResultBuilder result)
    {
        var options = store.Options;
        Check(options.RefreshInterval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), $"{store.Name}.{nameof(options.RefreshInterval)}", result);
        Check(options.LastGoodFor, options.RefreshInterval, Month, $"{store.Name}.{nameof(options.LastGoodFor)}", result);
        Check(options.PreviousFor, TimeSpan.Zero, Month, $"{store.Name}.{nameof(options.PreviousFor)}", result);
        Check(options.CallTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(2), $"{store.Name}.{nameof(options.CallTimeout)}", result);
    }

    private static void Check(TimeSpan value, TimeSpan least, TimeSpan most, string property, ValidateOptionsResultBuilder result)
    {
        if (value < least || value > most)
        {
            result.AddError($"is {value}; use {least} to {most}.", property);
        }
    }
}
