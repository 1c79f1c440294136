using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.Tokens.Options;

/// <summary>Checks the settings as a whole and names every fault at once. Written by hand: no reflection.</summary>
internal sealed class ZeroTrustOptionsValidator : IValidateOptions<ZeroTrustOptions>
{
    public ValidateOptionsResult Validate(string? name, ZeroTrustOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        foreach (var fault in options.Faults.Distinct())
        {
            result.AddError(fault.Text, fault.Path);
        }

        return result.Build();
    }
}
