using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Secrets;
using ZeroTrust.Security.Secrets.Settings;

namespace ZeroTrust.Security;

/// <summary>Turns live secrets on.</summary>
public static class ZeroTrustSecretsBuilderExtensions
{
    private const string LogCategory = "ZeroTrust.Security.Secrets";

    /// <summary>
    /// Adds <see cref="ISecrets"/> over the stores that are named, and reads what is <see cref="SecretsBuilder.Require">required</see> before anything else starts. Calling it twice adds up.
    /// </summary>
    /// <param name="builder">What <c>AddZeroTrust</c> or <c>AddZeroTrustCore</c> returned.</param>
    /// <param name="stores">Names the stores; null for those of the configuration alone, <c>ZeroTrust:Secrets</c>.</param>
    /// <param name="configure">Changes what is not to stay at its default.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IZeroTrustBuilder AddSecrets(this IZeroTrustBuilder builder, Action<SecretsBuilder>? stores = null, Action<SecretsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        var services = builder.Services;
        stores?.Invoke(new(services));
        if (configure is not null)
        {
            services.Configure(configure);
        }

        if (services.Any(static service => service.ServiceType == typeof(SecretVault)))
        {
            return builder;
        }

        services.AddSingleton(SecretsSection.OfHost);
        services.AddSingleton(static provider => new SecretsSettings(
            provider.GetServices<SecretStoreRegistration>(), provider.GetServices<SecretsSection>(), provider.GetService<IConfiguration>()));
        services.AddSingleton<IRequiredSecrets>(static provider => provider.GetRequiredService<SecretsSettings>());
        services.AddSingleton<IPostConfigureOptions<SecretsOptions>>(static provider =>
            new PostConfigureOptions<SecretsOptions>(null, options => options.StartTimeout = provider.GetRequiredService<SecretsSettings>().StartTimeout ?? options.StartTimeout));
        services.AddOptions<SecretsOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<SecretsOptions>, SecretsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(SecretPlan.System);
        services.AddSingleton(static provider => new SecretMetrics(provider.GetService<IMeterFactory>()));
        services.AddSingleton(MakeReport);
        services.AddSingleton(MakeVault);
        services.AddSingleton<ISecrets>(static provider => provider.GetRequiredService<SecretVault>());

        // Before all that was added so far, too: services start in their order.
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService, SecretsService>());
        return builder;
    }

    /// <summary>The same with a section of the configuration, where that is not <c>ZeroTrust:Secrets</c> of the host's, which is read in any case.</summary>
    /// <param name="builder">What <c>AddZeroTrust</c> or <c>AddZeroTrustCore</c> returned.</param>
    /// <param name="section">The section that holds <c>Stores</c>.</param>
    /// <param name="stores">Names further stores; null for none.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="section"/> is null.</exception>
    public static IZeroTrustBuilder AddSecrets(this IZeroTrustBuilder builder, IConfigurationSection section, Action<SecretsBuilder>? stores = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);
        var named = new SecretsSection(section);
        builder.Services.AddSingleton(named).AddSingleton(named.SettingName);
        return builder.AddSecrets(stores);
    }

    private static SecretReport MakeReport(IServiceProvider provider)
    {
        var logger = provider.GetService<ILoggerFactory>()?.CreateLogger(LogCategory) ?? NullLogger.Instance;

        // Found when the first event comes: the trail may need secrets of its own.
        return new(logger, provider.GetRequiredService<SecretMetrics>(), new(provider.GetService<IAuditTrail>, provider.GetRequiredService<TimeProvider>()));
    }

    private static SecretVault MakeVault(IServiceProvider provider)
    {
        // Not every host validates at its start.
        _ = provider.GetRequiredService<IOptions<SecretsOptions>>().Value;
        var clock = provider.GetRequiredService<TimeProvider>();
        var registrations = provider.GetRequiredService<SecretsSettings>().Stores;
        var made = registrations.Where(static one => one.Factory is not null)
            .ToDictionary(static one => one.Name, one => new SecretStore(one.Name, one.Factory!(provider), one.Options, isOwned: true, clock), StringComparer.Ordinal);
        var chains = registrations.Where(static one => one.Factory is null)
            .Select(one => new SecretStore(one.Name, new ChainedProvider([.. one.Chain.Select(link => (link, made[link].Provider))]), one.Options, isOwned: false, clock));
        var vault = new SecretVault([.. made.Values, .. chains], provider.GetRequiredService<SecretPlan>(), provider.GetRequiredService<SecretReport>(), provider.GetRequiredService<SecretMetrics>(), clock);
        if (provider.GetService<SoughtValues>() is { } sought)
        {
            vault.Watch(sought);
        }

        return vault;
    }
}
