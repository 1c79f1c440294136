using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>Checks <c>ClientCertificates</c> as a whole and names every fault at once. Written by hand: no reflection.</summary>
internal sealed class ClientCertificateValidator(BundlePath files) : IValidateOptions<ClientCertificateOptions>
{
    private static readonly TimeSpan MinPoll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxPoll = TimeSpan.FromSeconds(15);

    public ValidateOptionsResult Validate(string? name, ClientCertificateOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        var faults = new CertificateFaults(options.SectionPath, result);
        foreach (var fault in options.Faults.Distinct())
        {
            result.AddError(fault.Text, fault.Path);
        }

        CheckBundle(options, faults);
        if (options.Revocation is not { } revocation || !Enum.IsDefined(revocation))
        {
            faults.Add(nameof(options.Revocation), "is not chosen; use one of None, Offline, Online.");
        }

        if (options.PollInterval < MinPoll || options.PollInterval > MaxPoll)
        {
            faults.Add(nameof(options.PollInterval), $"is {options.PollInterval:c}; use {MinPoll:c} to {MaxPoll:c}.");
        }

        CertificateServiceRules.Check(options, faults.Below(nameof(options.Services)));
        ForwardedCertificateRules.Check(options, faults.Below(nameof(options.Forwarded)));
        return result.Build();
    }

    private void CheckBundle(ClientCertificateOptions options, CertificateFaults faults)
    {
        if (string.IsNullOrWhiteSpace(options.Bundle))
        {
            faults.Add(nameof(options.Bundle), "is missing; name the file or directory of the certificate authorities that may vouch for clients, in PEM.");
        }
        else if (TrustBundleReader.Read(files.Resolve(options.Bundle)).Problem is { } problem)
        {
            faults.Add(nameof(options.Bundle), $"is {Shown.Value(options.Bundle)}; {problem}");
        }
    }
}
