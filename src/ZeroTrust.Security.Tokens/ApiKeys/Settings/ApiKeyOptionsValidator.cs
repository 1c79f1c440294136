using System.Buffers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Tokens.Options;

namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>Checks the settings of API keys as a whole and names every fault at once.</summary>
/// <param name="added">Whether a type was added in code: a store or a pepper.</param>
internal sealed class ApiKeyOptionsValidator(IServiceProviderIsService added) : IValidateOptions<ApiKeyOptions>
{
    private static readonly SearchValues<char> PrefixCharacters = SearchValues.Create(ApiKeyFormat.Alphabet + '_');

    public ValidateOptionsResult Validate(string? name, ApiKeyOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        foreach (var fault in options.Faults.Distinct())
        {
            result.AddError(fault.Text, fault.Path);
        }

        var faults = new SettingFaults(options.SectionPath ?? $"ZeroTrust:{ApiKeyReader.Name}", result);
        if (!IsPrefix(options.Prefix))
        {
            faults.Add(nameof(options.Prefix), $"is {Shown.Value(options.Prefix ?? "")}; use 2 to 24 letters, digits and _, a letter first, no _ last, and not ey, as tokens begin.");
        }

        CheckTimes(options, faults);
        CheckOneOf(nameof(options.Directory), options.Directory, added.IsService(typeof(IApiKeyStore)), "a directory for the keys, or add a store", faults);
        CheckPepper(options, faults);
        if (options.PreviousPepperFile is not null && options.PepperFile is null)
        {
            faults.Add(nameof(options.PreviousPepperFile), "is given without the file of the current pepper.");
        }

        return result.Build();
    }

    private static bool IsPrefix(string? prefix) =>
        prefix is { Length: >= 2 and <= 24 }
        && char.IsAsciiLetter(prefix[0])
        && prefix[^1] != '_'
        && !prefix.AsSpan().ContainsAnyExcept(PrefixCharacters)
        && !prefix.StartsWith("ey", StringComparison.Ordinal);

    private static void CheckTimes(ApiKeyOptions options, SettingFaults faults)
    {
        faults.AddUnlessIn(nameof(options.MaxLifetime), options.MaxLifetime, ApiKeyRules.MinLifetime, TimeSpan.FromDays(3650));
        faults.AddUnlessIn(nameof(options.Lifetime), options.Lifetime, ApiKeyRules.MinLifetime, options.MaxLifetime);
        faults.AddUnlessIn(nameof(options.PollInterval), options.PollInterval, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
        faults.AddUnlessIn(nameof(options.MaxStaleness), options.MaxStaleness, TimeSpan.FromSeconds(10), TimeSpan.FromDays(1));
        faults.AddUnlessIn(nameof(options.LastUsedInterval), options.LastUsedInterval, TimeSpan.FromSeconds(10), TimeSpan.FromDays(1));
    }

    private void CheckPepper(ApiKeyOptions options, SettingFaults faults)
    {
        var inCode = added.IsService(typeof(ApiKeyPepperSource));
        if (options.PepperReference is null)
        {
            CheckOneOf(nameof(options.PepperFile), options.PepperFile, inCode, "a file with 32 random bytes that keys are hashed under, or refer to a secret by PepperReference, or give the pepper in code", faults);
            return;
        }

        if (inCode || options.PepperFile is not null)
        {
            faults.Add(nameof(options.PepperReference), "is given, and a file or code gives another; take one of them away.");
        }

        if (!added.IsService(typeof(ISecrets)))
        {
            faults.Add(nameof(options.PepperReference), ReferenceRule.NoSecrets);
        }
    }

    private static void CheckOneOf(string name, string? path, bool addedInCode, string accepted, SettingFaults faults)
    {
        if (path is not null && addedInCode)
        {
            faults.Add(name, "is given, and code adds another; take one of them away.");
        }
        else if (path is null && !addedInCode)
        {
            faults.Add(name, $"is not set; name {accepted}.");
        }
    }
}
