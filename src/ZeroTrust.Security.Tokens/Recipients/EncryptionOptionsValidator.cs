using Microsoft.Extensions.Options;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.KeyRing;
using ZeroTrust.Security.Tokens.Options;

namespace ZeroTrust.Security.Tokens.Recipients;

/// <summary>Checks the settings of encryption as a whole and names every fault at once. Where keys come from is checked as for issuers.</summary>
internal sealed class EncryptionOptionsValidator(AddressGuard addresses, SettingFiles files, TimeProvider time) : IValidateOptions<EncryptionOptions>
{
    public ValidateOptionsResult Validate(string? name, EncryptionOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        foreach (var fault in options.Faults.Distinct())
        {
            result.AddError(fault.Text, fault.Path);
        }

        var faults = new SettingFaults(options.SectionPath ?? $"ZeroTrust:{EncryptionReader.Name}", result);
        if (options.Service is not null)
        {
            CheckName(nameof(options.Service), options.Service, faults);
        }

        faults.AddUnlessIn(nameof(options.MaxHeaderBytes), options.MaxHeaderBytes, 256, 8192);
        faults.AddUnlessIn(nameof(options.MaxPlaintextBytes), options.MaxPlaintextBytes, 1, 16 * 1024 * 1024);
        CheckRecipients(options, faults.Below(nameof(options.Recipients)));
        return result.Build();
    }

    // The same characters as the audience of a token.
    private static void CheckName(string setting, string name, SettingFaults faults)
    {
        if (!AudienceName.IsValid(name))
        {
            faults.Add(setting, $"is no name of a service; use {AudienceName.Accepted}.");
        }
    }

    private void CheckRecipients(EncryptionOptions options, SettingFaults faults)
    {
        foreach (var (name, recipient) in options.Recipients)
        {
            CheckName(name, name, faults);
            if (recipient is null)
            {
                faults.Add(name, "is null; give it settings.");
                continue;
            }

            var below = faults.Below(name);
            KeySourceRules.Check(new(name, recipient.AsIssuer(name), new(), below), addresses, files, new EncryptionKeySetReader(time));
            if (recipient.LastKnownGood > EncryptionTimes.MaxSenderCache)
            {
                below.Add(nameof(recipient.LastKnownGood), $"is {recipient.LastKnownGood:c}; use at most {EncryptionTimes.MaxSenderCache:c}, which is how long a recipient counts on.");
            }
        }
    }
}
