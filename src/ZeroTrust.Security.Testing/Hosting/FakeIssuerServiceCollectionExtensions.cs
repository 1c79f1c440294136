using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.Testing;

/// <summary>Lets a host under test trust a <see cref="FakeTokenIssuer"/>, with validation as in production.</summary>
public static class FakeIssuerServiceCollectionExtensions
{
    /// <summary>
    /// Trusts the issuer beside, or in place of, what the settings trust. The host does not start in Production, and elsewhere
    /// than in Development only after <see cref="FakeIssuerTrust.AllowOutsideDevelopment"/>.
    /// </summary>
    /// <param name="services">The services of the host, such as those of <c>ConfigureTestServices</c>.</param>
    /// <param name="issuer">A running issuer.</param>
    /// <param name="audience">The audience that names the service; null for <see cref="FakeTokenIssuer.Audience"/>.</param>
    /// <param name="configure">Sets the name and more.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException">The services or the issuer are null.</exception>
    public static IServiceCollection TrustFakeIssuer(
        this IServiceCollection services, FakeTokenIssuer issuer, string? audience = null, Action<FakeIssuerTrust>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(issuer);

        var trust = new FakeIssuerTrust();
        configure?.Invoke(trust);
        services.AddSingleton<IPostConfigureOptions<ZeroTrustOptions>>(provider =>
            new FakeIssuerSettings(issuer, audience ?? issuer.Audience, trust, provider.GetRequiredService<IHostEnvironment>()));
        services.AddSingleton<IHostedService>(provider => new FakeIssuerGuard(
            trust, provider.GetRequiredService<IHostEnvironment>(), provider.GetRequiredService<ILogger<FakeIssuerGuard>>()));
        return services;
    }

    /// <summary>Trusts the issuer, as <see cref="TrustFakeIssuer(IServiceCollection, FakeTokenIssuer, string?, Action{FakeIssuerTrust}?)"/>.</summary>
    /// <param name="builder">What <c>AddZeroTrust</c> returned.</param>
    /// <param name="issuer">A running issuer.</param>
    /// <param name="audience">The audience that names the service; null for <see cref="FakeTokenIssuer.Audience"/>.</param>
    /// <param name="configure">Sets the name and more.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException">The builder or the issuer is null.</exception>
    public static IZeroTrustBuilder TrustFakeIssuer(
        this IZeroTrustBuilder builder, FakeTokenIssuer issuer, string? audience = null, Action<FakeIssuerTrust>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TrustFakeIssuer(issuer, audience, configure);
        return builder;
    }
}
