using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.KeyRing;
using ZeroTrust.Security.Tokens.Options;

namespace ZeroTrust.Security.Tokens.Minting;

/// <summary>Checks the settings of service tokens as a whole and names every fault at once.</summary>
/// <param name="addresses">Which addresses may be issuers here.</param>
/// <param name="isDevelopment">Whether keys may live in memory, and unprotected.</param>
/// <param name="added">Whether a type was added in code: a store or a protector.</param>
internal sealed class ServiceTokensOptionsValidator(AddressGuard addresses, bool isDevelopment, IServiceProviderIsService added) : IValidateOptions<ServiceTokensOptions>
{
    public static readonly TimeSpan MinLifetime = TimeSpan.FromSeconds(10);

    private static readonly string[] Algorithms = ["ES256", "ES384", "PS256", "RS256"];

    public ValidateOptionsResult Validate(string? name, ServiceTokensOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        foreach (var fault in options.Faults.Distinct())
        {
            result.AddError(fault.Text, fault.Path);
        }

        var faults = new SettingFaults(options.SectionPath ?? $"ZeroTrust:{ServiceTokensReader.Name}", result);
        CheckNames(options, faults);
        CheckTimes(options, faults);
        CheckKeys(options, faults);
        CheckEncryption(options, faults);
        CheckGrants(options, faults.Below(nameof(options.Grants)));
        return result.Build();
    }

    private static void CheckTimes(ServiceTokensOptions options, SettingFaults faults)
    {
        faults.AddUnlessIn(nameof(options.Lifetime), options.Lifetime, MinLifetime, KeyRingSettings.MaxTokenLifetime);
        faults.AddUnlessIn(nameof(options.KeyCacheTime), options.KeyCacheTime, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1));
        faults.AddUnlessIn(nameof(options.PollInterval), options.PollInterval, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        faults.AddUnlessIn(nameof(options.KeyLifetime), options.KeyLifetime, KeyRingSettings.MinKeyLifetime(options.KeyCacheTime), TimeSpan.FromDays(365));
    }

    private static void CheckEncryption(ServiceTokensOptions options, SettingFaults faults)
    {
        if (options.EncryptionAlgorithm is { } algorithm && !RingAlgorithm.ForEncryption.Contains(algorithm, StringComparer.Ordinal))
        {
            faults.Add(nameof(options.EncryptionAlgorithm), $"is {Shown.Value(algorithm)}; use one of {string.Join(", ", RingAlgorithm.ForEncryption)}.");
        }

        faults.AddUnlessIn(nameof(options.EncryptionKeyLifetime), options.EncryptionKeyLifetime, EncryptionTimes.MinKeyLifetime, TimeSpan.FromDays(365));
        faults.AddUnlessIn(nameof(options.MessageLifetime), options.MessageLifetime, EncryptionTimes.MinKeyLifetime, TimeSpan.FromDays(3650));
        if (options.MessageLifetime > EncryptionTimes.MaxHeldKeys * options.EncryptionKeyLifetime)
        {
            faults.Add(nameof(options.MessageLifetime), $"is {options.MessageLifetime:c}; use at most {EncryptionTimes.MaxHeldKeys} times EncryptionKeyLifetime, or more keys would be held than the ring has room for.");
        }
    }

    private static void CheckGrants(ServiceTokensOptions options, SettingFaults faults)
    {
        foreach (var (audience, permissions) in options.Grants)
        {
            if (!AudienceName.IsValid(audience))
            {
                faults.Add(audience, $"is no audience; use {AudienceName.Accepted}.");
            }

            if (permissions is not { Count: > 0 })
            {
                faults.Add(audience, "grants nothing; give it permissions or take it away.");
                continue;
            }

            foreach (var permission in permissions.Where(static permission => !PermissionName.IsValidPattern(permission)))
            {
                faults.Add(audience, RoleTableRules.NoPermission(permission));
            }
        }
    }

    private void CheckNames(ServiceTokensOptions options, SettingFaults faults)
    {
        faults.AddUnlessWord(nameof(options.Service), options.Service, "the name of this service, here or as ZeroTrust:Service");
        if (options.ActForUsersOf is not null)
        {
            faults.AddUnlessWord(nameof(options.ActForUsersOf), options.ActForUsersOf, "the name of a configured issuer of users");
        }

        if (!addresses.TryAccept(options.Issuer, behindProxy: false, out _, out var fault))
        {
            faults.Add(nameof(options.Issuer), $"is {Shown.Address(options.Issuer ?? "")} and {fault}.");
        }
        else if (options.Issuer!.Contains('?', StringComparison.Ordinal))
        {
            faults.Add(nameof(options.Issuer), $"is {Shown.Address(options.Issuer)}; an issuer has no query (RFC 8414 §2).");
        }
    }

    private void CheckKeys(ServiceTokensOptions options, SettingFaults faults)
    {
        if (!Algorithms.Contains(options.Algorithm, StringComparer.Ordinal))
        {
            faults.Add(nameof(options.Algorithm), $"is {Shown.Value(options.Algorithm ?? "")}; use one of {string.Join(", ", Algorithms)}.");
        }

        CheckOneOf(nameof(options.KeyDirectory), options.KeyDirectory, added.IsService(typeof(IKeyRingStore)), "a directory for the key ring, or add a store", faults);
        CheckKeyEncryptionKey(options, faults);
        if (options.PreviousKeyEncryptionKeyFile is not null && options.KeyEncryptionKeyFile is null)
        {
            faults.Add(nameof(options.PreviousKeyEncryptionKeyFile), "is given without the file of the current key.");
        }
    }

    private void CheckKeyEncryptionKey(ServiceTokensOptions options, SettingFaults faults)
    {
        var inCode = added.IsService(typeof(IKeyProtector));
        if (options.KeyEncryptionKeyReference is null)
        {
            CheckOneOf(
                nameof(options.KeyEncryptionKeyFile), options.KeyEncryptionKeyFile, inCode,
                "a file with 32 random bytes that the private keys are wrapped with, or refer to a secret by KeyEncryptionKeyReference, or add a protector", faults);
            return;
        }

        if (inCode || options.KeyEncryptionKeyFile is not null)
        {
            faults.Add(nameof(options.KeyEncryptionKeyReference), "is given, and a file or code gives another; take one of them away.");
        }

        if (!added.IsService(typeof(ISecrets)))
        {
            faults.Add(nameof(options.KeyEncryptionKeyReference), ReferenceRule.NoSecrets);
        }
    }

    private void CheckOneOf(string name, string? file, bool addedInCode, string accepted, SettingFaults faults)
    {
        if (file is not null && addedInCode)
        {
            faults.Add(name, "is given, and code adds another; take one of them away.");
        }
        else if (file is null && !addedInCode && !isDevelopment)
        {
            faults.Add(name, $"is not set; name {accepted}. Only in Development it may be left out.");
        }
    }
}
