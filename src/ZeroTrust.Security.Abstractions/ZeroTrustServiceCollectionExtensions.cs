using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ZeroTrust.Security;

/// <summary>The entry for a worker without HTTP; a web service calls <c>AddZeroTrust</c>, which calls this.</summary>
public static class ZeroTrustServiceCollectionExtensions
{
    /// <summary>Registers what every package needs: the clock. Calling it twice changes nothing.</summary>
    /// <param name="services">The services of the application.</param>
    /// <returns>The builder that the packages add their features to.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public static IZeroTrustBuilder AddZeroTrustCore(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);

        services.TryAddSingleton(TimeProvider.System);
        return new ZeroTrustBuilder(services);
    }
}
