using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.Tokens.Minting;

/// <summary>Takes the service's name from <c>ZeroTrust:Service</c> where the tokens' own settings give none.</summary>
internal sealed class ServiceNameFallback(IEnumerable<IConfigureOptions<ZeroTrustOptions>> settings) : IPostConfigureOptions<ServiceTokensOptions>
{
    public void PostConfigure(string? name, ServiceTokensOptions options)
    {
        if (options.Service is not null)
        {
            return;
        }

        // Read and not checked: what else is wrong with them is told by their own validator.
        var service = new ZeroTrustOptions();
        foreach (var setting in settings)
        {
            setting.Configure(service);
        }

        options.Service = service.Service;
    }
}
