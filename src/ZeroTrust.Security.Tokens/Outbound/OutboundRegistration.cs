using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Options;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>Registers what every client of another service needs. Calling it twice changes nothing.</summary>
internal static class OutboundRegistration
{
    public static void Add(IServiceCollection services)
    {
        if (services.Any(static service => service.ServiceType == typeof(ServiceClients)))
        {
            return;
        }

        services.AddZeroTrustCore();
        ZeroTrustTokensBuilderExtensions.AddSurroundings(services);
        services.AddSingleton(new ZeroTrustSettingName(ServiceClientsOptions.Group));
        AddSettings(services);
        AddClients(services);
        services.TryAddSingleton<IServiceTokenProvider>(static provider => new ServiceTokenProvider(provider.GetRequiredService<ServiceClients>()));
        services.TryAddKeyedSingleton<IServiceTokenProvider>(
            KeyedService.AnyKey, static (provider, key) => new ClientTokenProvider(provider.GetRequiredService<ServiceClients>().Named(key as string ?? "")));
    }

    private static void AddSettings(IServiceCollection services)
    {
        services.AddSingleton<IPostConfigureOptions<ServiceClientsOptions>>(static provider => new ServiceClientsReader(
            provider.GetServices<ZeroTrustSection>(), provider.GetService<IConfiguration>()));
        services.AddOptionsWithValidateOnStart<ServiceClientsOptions, ServiceClientsValidator>();
        services.AddSingleton<IRequiredSecrets>(static provider => new ServiceClientSecrets(provider.GetRequiredService<IOptions<ServiceClientsOptions>>()));
        services.TryAddSingleton(static provider => new SigningServices(provider));
        services.TryAddSingleton(static provider => new HttpClientAddresses(
            provider.GetServices<TokenHttpClient>(), provider.GetService<IOptionsMonitor<HttpClientFactoryOptions>>()));
    }

    private static void AddClients(IServiceCollection services)
    {
        services.AddSingleton(static provider => new OutboundMetrics(provider.GetService<IMeterFactory>()));
        services.AddSingleton(static provider => OutboundSurroundings.Of(
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<OutboundMetrics>(),
            (provider.GetService<ILoggerFactory>() ?? Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance).CreateLogger("ZeroTrust.Security.Tokens.Outbound")));
        services.AddSingleton(static provider =>
        {
            var shelf = new TokenShelf(TokenShelf.Capacity);
            provider.GetRequiredService<OutboundMetrics>().Show(shelf);
            return shelf;
        });
        services.AddSingleton(static provider => new ServiceClientFactory(
            provider.GetRequiredService<AddressGuard>(),
            provider.GetRequiredService<IHostResolver>(),
            provider.GetRequiredService<SettingFiles>(),
            provider.GetRequiredService<SigningServices>(),
            provider.GetRequiredService<HttpClientAddresses>(),
            provider.GetRequiredService<TokenShelf>(),
            provider.GetRequiredService<OutboundSurroundings>(),
            provider.GetService<IHostEnvironment>()));
        services.AddSingleton(static provider => new ServiceClients(
            provider.GetRequiredService<IOptions<ServiceClientsOptions>>(), provider.GetRequiredService<ServiceClientFactory>()));
    }
}
