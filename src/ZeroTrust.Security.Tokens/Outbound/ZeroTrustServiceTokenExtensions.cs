using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Tokens.Options;
using ZeroTrust.Security.Tokens.Outbound;

namespace ZeroTrust.Security;

/// <summary>Lets this service prove itself to those it calls.</summary>
public static class ZeroTrustServiceTokenExtensions
{
    /// <summary>
    /// Sends each request of an HTTP client with a token for one service. The token goes only to the client's <see cref="ServiceClientOptions.Hosts"/>,
    /// over https; a request to another host, or with an <c>Authorization</c> header of its own, fails with a <see cref="ServiceTokenException"/> before
    /// anything is sent. The client follows no redirects. An answer of 401 has one other token tried, where the request can be sent again.
    /// </summary>
    /// <param name="builder">The HTTP client. Its name is that of its settings under <c>ZeroTrust:ServiceClients</c>, which win over those in code.</param>
    /// <param name="audience">The service, as its tokens carry it in <c>aud</c>.</param>
    /// <param name="configure">Sets up where the tokens come from; null mints them here.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="audience"/> is empty, or the builder is for all HTTP clients: a token is for one.</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IHttpClientBuilder AddServiceToken(this IHttpClientBuilder builder, string audience, Action<ServiceClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(audience);
        if (string.IsNullOrEmpty(builder.Name))
        {
            throw new ArgumentException("A token is for the HTTP client of one service: call AddServiceToken on a client that has a name.", nameof(builder));
        }

        AddClient(builder.Services, builder.Name, client =>
        {
            client.Audience = audience;
            configure?.Invoke(client);
        });
        AddToPipeline(builder.Services, builder.Name);
        return builder;
    }

    /// <summary>Adds a client of another service that is no HTTP client of the factory, such as one of gRPC or SignalR: <see cref="IServiceTokenProvider"/> has its tokens.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A name of your choice, that of its settings under <c>ZeroTrust:ServiceClients</c> and the key of its own provider.</param>
    /// <param name="configure">Sets it up.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IZeroTrustBuilder AddServiceClient(this IZeroTrustBuilder builder, string name, Action<ServiceClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);

        AddClient(builder.Services, name, configure);
        return builder;
    }

    /// <summary>Adds the clients of other services that configuration names, where no code names one. The section that <c>AddZeroTrust</c> was given is read for every client that code names.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="section">The section that holds <c>ServiceClients</c>, as a rule <c>ZeroTrust</c>.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IZeroTrustBuilder AddServiceClients(this IZeroTrustBuilder builder, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);

        builder.Services.AddSingleton(new ZeroTrustSection(section));
        OutboundRegistration.Add(builder.Services);
        return builder;
    }

    private static void AddClient(IServiceCollection services, string name, Action<ServiceClientOptions> configure)
    {
        OutboundRegistration.Add(services);
        services.Configure<ServiceClientsOptions>(options => configure(options.Client(name)));
    }

    private static void AddToPipeline(IServiceCollection services, string name)
    {
        var mark = new TokenHttpClient(name);
        if (services.Any(service => mark.Equals(service.IsKeyedService ? null : service.ImplementationInstance)))
        {
            return;
        }

        services.AddSingleton(mark);
        services.AddSingleton<IPostConfigureOptions<HttpClientFactoryOptions>>(new TokenPipeline(name));
    }
}
