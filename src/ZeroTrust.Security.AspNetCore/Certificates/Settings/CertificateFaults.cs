using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>Collects what is wrong with the settings below one path.</summary>
internal sealed class CertificateFaults(string path, ValidateOptionsResultBuilder result)
{
    public CertificateFaults Below(string name) => new($"{path}:{name}", result);

    public void Add(string name, string text) => result.AddError(text, $"{path}:{name}");
}
