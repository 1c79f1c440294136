using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.Tokens.Minting;

/// <summary>Takes the service's name from <c>ZeroTrust:Service</c> where the tokens' own settings give none.</summary>
internal sealed class ServiceNameFallback(IEnumerable<IConfigureOptions<ZeroTrustOptions>> settings) : IPostConfigureOptions<ServiceTokensOptions>
{
    public void PostConfigure(string? name, ServiceTokensOptions options) => options.Service ??= NameIn(settings);

    /// <summary>The name of the service in the settings. Read and not checked: what else is wrong with them is told by their own validator.</summary>
    public static string? NameIn(IEnumerable<IConfigureOptions<ZeroTrustOptions>> settings)
    {
        var service = new ZeroTrustOptions();
        foreach (var setting in settings)
        {
            setting.Configure(service);
        }

        return service.Service;
    }
}
