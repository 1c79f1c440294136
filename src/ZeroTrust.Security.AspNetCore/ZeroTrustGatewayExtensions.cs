using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.AspNetCore.Certificates;
using ZeroTrust.Security.AspNetCore.Credentials;
using ZeroTrust.Security.AspNetCore.Gateway;
using ZeroTrust.Security.AspNetCore.HeaderHygiene;
using ZeroTrust.Security.AspNetCore.Pipeline;

namespace ZeroTrust.Security;

/// <summary>Makes a service the gateway to others: it proves who calls from outside and hands on a token of its own.</summary>
public static class ZeroTrustGatewayExtensions
{
    /// <summary>
    /// Adds a gateway, with the group <c>Gateway</c> of the section that <c>AddZeroTrust</c> was given and with settings from code on top of it.
    /// It needs <c>AddServiceTokens</c>, whose <see cref="ServiceTokensOptions.ActForUsersOf"/> names the issuer of the users. From here on every
    /// header of identity that a client sends is removed, on every path and before anything else runs. Calling it twice adds up.
    /// </summary>
    /// <param name="builder">What <c>AddZeroTrust</c> returned.</param>
    /// <param name="configure">Adds to what the section says; null for nothing.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IZeroTrustBuilder AddGateway(this IZeroTrustBuilder builder, Action<GatewayOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        var services = builder.Services;
        if (services.All(static service => service.ServiceType != typeof(GatewaySettings)))
        {
            AddServices(services);
        }

        if (configure is not null)
        {
            services.Configure(configure);
        }

        return builder;
    }

    /// <summary>
    /// Proves who calls from outside, once, takes that credential out of the request, and puts one token for the service behind the path into
    /// <c>Authorization</c>: minted here, with the user as its subject and this gateway as the actor. A request that brings no credential goes
    /// on without one; what was brought and is not good is answered here. Place it before <see cref="ZeroTrustApplicationBuilderExtensions.UseZeroTrust"/>,
    /// which decides by what was proven here, and before anything that routes.
    /// </summary>
    /// <param name="app">The pipeline.</param>
    /// <returns>The same pipeline.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="app"/> is null.</exception>
    /// <exception cref="InvalidOperationException"><c>AddGateway</c> or <c>AddServiceTokens</c> was not called.</exception>
    public static IApplicationBuilder UseZeroTrustGateway(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);

        var services = app.ApplicationServices;
        if (services.GetService<GatewaySettings>() is null || services.GetService<IServiceTokenMinter>() is null)
        {
            throw new InvalidOperationException(
                "UseZeroTrustGateway needs the services of AddGateway and AddServiceTokens: call builder.Services.AddZeroTrust(…).AddServiceTokens().AddGateway().");
        }

        GatewayPlace.Claim(app, services.GetRequiredService<PipelineRegistry>());
        return app.Use(next => ActivatorUtilities.CreateInstance<GatewayMiddleware>(services, next).Invoke);
    }

    /// <summary>
    /// A token for a service behind this gateway, for proxying code that finds its next hop itself: with the user of the request as its subject
    /// and this gateway as the actor. Put it into <c>Authorization</c> of the one request to that service. With one kept nothing waits.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="audience">The service, as its tokens carry it in <c>aud</c>. Never taken from the request.</param>
    /// <param name="cancellationToken">Ends this wait; others that wait for the same token go on.</param>
    /// <returns>The token; null when nobody is proven, and the request is handed on without one.</returns>
    /// <exception cref="ArgumentException"><paramref name="audience"/> is empty.</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="InvalidOperationException"><c>AddGateway</c> was not called.</exception>
    /// <exception cref="ServiceTokenException">The caller is no user, the user's token has come to its end, this service is not granted to speak for them, or there is no key.</exception>
    public static ValueTask<ServiceToken?> GetInternalTokenAsync(this HttpContext context, string audience, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentException.ThrowIfNullOrEmpty(audience);
        var tokens = context.RequestServices.GetService<InternalTokens>()
            ?? throw new InvalidOperationException("GetInternalTokenAsync needs the services of AddGateway: call builder.Services.AddZeroTrust(…).AddServiceTokens().AddGateway().");
        return RequestAccess.Of(context) is { IsProven: true } access ? tokens.GetAsync(access.Token, audience, cancellationToken) : default;
    }

    private static void AddServices(IServiceCollection services)
    {
        // The sections first, code after them, whichever was added first.
        foreach (var section in services.Select(static service => service.ImplementationInstance).OfType<HttpSettingsSection>().ToArray())
        {
            services.AddSingleton<IConfigureOptions<GatewayOptions>>(
                provider => new GatewayReader(section.Section, provider.GetService<IConfiguration>()));
        }

        services.AddSingleton(new ZeroTrustSettingName(GatewayReader.GroupName));
        services.AddOptionsWithValidateOnStart<GatewayOptions, GatewayValidator>();
        services.AddSingleton<IValidateOptions<ServiceTokensOptions>, GatewayTokensValidator>();
        services.AddSingleton(static provider => new GatewaySettings(provider.GetRequiredService<IOptions<GatewayOptions>>().Value));
        services.AddSingleton(static provider => new OutsideCredentials(provider.GetRequiredService<GatewaySettings>(), provider.GetService<ClientCertificates>()));
        services.AddSingleton<InternalTokens>();
        services.AddSingleton<GatewayMetrics>();
        HeaderHygieneServices.Add(services);
    }
}
