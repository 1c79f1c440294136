using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ZeroTrust.Security.AspNetCore.HeaderHygiene;

/// <summary>Registers the removal of identity headers, for whichever feature needs it first.</summary>
internal static class HeaderHygieneServices
{
    public static void Add(IServiceCollection services)
    {
        services.TryAddSingleton<HeaderMetrics>();
        if (services.All(static service => service.ImplementationType != typeof(IdentityHeaderFilter)))
        {
            // First, so that no other filter's middleware sees what is removed, or adds what would be taken for a client's.
            services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, IdentityHeaderFilter>());
        }
    }
}
