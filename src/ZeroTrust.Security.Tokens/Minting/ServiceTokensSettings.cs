using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.KeyRing;
using ZeroTrust.Security.Tokens.Options;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.Minting;

/// <summary>Registers how the settings of service tokens are read, checked, and made the snapshots that the rest works from.</summary>
internal static class ServiceTokensSettings
{
    public static void Add(IServiceCollection services)
    {
        services.AddOptions<ServiceTokensOptions>().ValidateOnStart();
        services.AddSingleton<IConfigureOptions<ServiceTokensOptions>>(static provider => new ConfigureOptions<ServiceTokensOptions>(options => Read(provider, options)));
        services.AddSingleton<IPostConfigureOptions<ServiceTokensOptions>, ServiceNameFallback>();
        services.TryAddSingleton(static provider => new AddressGuard(allowLoopback: IsDevelopment(provider)));
        services.AddSingleton<IValidateOptions<ServiceTokensOptions>>(static provider => new ServiceTokensOptionsValidator(
            provider.GetRequiredService<AddressGuard>(), IsDevelopment(provider), provider.GetRequiredService<IServiceProviderIsService>()));
        services.TryAddSingleton(static provider => MintingSettings.Of(OptionsOf(provider)));
        services.TryAddSingleton(static provider => RingSettingsOf(OptionsOf(provider), IsDevelopment(provider)));
    }

    public static ServiceTokensOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<ServiceTokensOptions>>().Value;

    private static bool IsDevelopment(IServiceProvider provider) => provider.GetService<IHostEnvironment>()?.IsDevelopment() ?? false;

    private static void Read(IServiceProvider provider, ServiceTokensOptions options)
    {
        var own = provider.GetServices<ServiceTokensSection>().Select(static section => section.Configuration);
        foreach (var (section, readsService) in FeatureSections.Of(provider.GetServices<ZeroTrustSection>(), own))
        {
            new ServiceTokensReader(section, provider.GetService<IConfiguration>(), readsService).Configure(options);
        }
    }

    private static KeyRingSettings RingSettingsOf(ServiceTokensOptions options, bool isDevelopment) => new(
        options.Issuer!, Enum.Parse<SignatureAlgorithm>(options.Algorithm), options.KeyLifetime, options.KeyCacheTime, options.PollInterval, isDevelopment)
    {
        Encryption = options.EncryptionAlgorithm is { } name
            ? EncryptionTimes.Plan(RingAlgorithm.Find(name)!, options.EncryptionKeyLifetime, options.MessageLifetime)
            : null,
    };
}
