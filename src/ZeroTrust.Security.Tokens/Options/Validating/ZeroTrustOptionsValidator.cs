using Microsoft.Extensions.Options;
using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Options;

/// <summary>Checks the settings as a whole and names every fault at once. Written by hand: no reflection.</summary>
internal sealed class ZeroTrustOptionsValidator(AddressGuard addresses, SettingFiles files) : IValidateOptions<ZeroTrustOptions>
{
    private const string NoName = "a name of your choice";

    public ValidateOptionsResult Validate(string? name, ZeroTrustOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        foreach (var fault in options.Faults.Distinct())
        {
            result.AddError(fault.Text, fault.Path);
        }

        var faults = new SettingFaults(options.SectionPath ?? "ZeroTrust", result);
        CheckService(options, faults);
        CheckCache(options.Cache, faults.Below(nameof(options.Cache)));
        CheckIssuers(options, faults);
        RoleTableRules.Check(options, faults);
        CallerTableRules.Check(options, faults);
        AuthorityRules.Check(options, faults);
        RevocationRules.Check(options.Revocation, faults.Below(nameof(options.Revocation)));
        return result.Build();
    }

    private static void CheckService(ZeroTrustOptions options, SettingFaults faults)
    {
        if (options.Service is not null)
        {
            faults.AddUnlessWord(nameof(options.Service), options.Service, NoName);
        }

        faults.AddUnlessIn(nameof(options.MaxTokenBytes), options.MaxTokenBytes, 256, 65_536);
        faults.AddUnlessIn(nameof(options.MaxHeaderBytes), options.MaxHeaderBytes, 64, 65_536);
        faults.AddUnlessIn(nameof(options.KeyWait), options.KeyWait, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    private static void CheckCache(TokenCacheOptions cache, SettingFaults faults)
    {
        faults.AddUnlessIn(nameof(cache.MaxEntries), cache.MaxEntries, 0, 1_000_000);
        faults.AddUnlessIn(nameof(cache.MaxBytes), cache.MaxBytes, 1024 * 1024, 1024 * 1024 * 1024);
        faults.AddUnlessIn(nameof(cache.TimeToLive), cache.TimeToLive, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
    }

    private void CheckIssuers(ZeroTrustOptions options, SettingFaults faults)
    {
        if (options.Issuers.Count == 0)
        {
            faults.Add(nameof(options.Issuers), "is empty; name at least one issuer, such as corporate, with an Authority and Audiences.");
        }

        var below = faults.Below(nameof(options.Issuers));
        var seen = new DistinctIssuers(below);
        foreach (var (name, issuer) in options.Issuers)
        {
            below.AddUnlessWord(name, name, NoName);
            if (issuer is null)
            {
                below.Add(name, "is null; give it settings.");
                continue;
            }

            var entry = new IssuerEntry(name, issuer, options, below.Below(name));
            seen.Check(entry);
            KeySourceRules.Check(entry, addresses, files);
            TokenShapeRules.Check(entry);
            IssuerTrustRules.Check(entry);
        }
    }
}
