using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.AspNetCore.Credentials;
using ZeroTrust.Security.AspNetCore.Pipeline;

namespace ZeroTrust.Security;

/// <summary>The entry for a web service.</summary>
public static class ZeroTrustWebServiceCollectionExtensions
{
    /// <summary>
    /// Has every request proven, decided and recorded, by the settings of a configuration section. Calling it twice adds up.
    /// <c>app.UseZeroTrust()</c> belongs to it: a host without it does not start.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="section">Usually the section <c>ZeroTrust</c>.</param>
    /// <returns>The builder that the packages add their features to.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IZeroTrustBuilder AddZeroTrust(this IServiceCollection services, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);

        var builder = services.AddZeroTrustCore().AddTokenValidation(section);
        services.AddSingleton<IConfigureOptions<HttpSettings>>(new HttpSettingsSection(section));
        return builder.AddRequestPath();
    }

    /// <summary>Has every request proven, decided and recorded, by settings in code.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Says whom to trust.</param>
    /// <returns>The builder that the packages add their features to.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IZeroTrustBuilder AddZeroTrust(this IServiceCollection services, Action<ZeroTrustOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddZeroTrustCore().AddTokenValidation(configure).AddRequestPath();
    }

    /// <summary>Has every request proven, decided and recorded, by a configuration section and settings in code on top of it.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="section">Usually the section <c>ZeroTrust</c>.</param>
    /// <param name="configure">Adds to what the section says.</param>
    /// <returns>The builder that the packages add their features to.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IZeroTrustBuilder AddZeroTrust(
        this IServiceCollection services, IConfigurationSection section, Action<ZeroTrustOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddZeroTrust(section).AddTokenValidation(configure);
    }
}
