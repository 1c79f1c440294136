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
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, IdentityHeaderFilter>());
    }
}
