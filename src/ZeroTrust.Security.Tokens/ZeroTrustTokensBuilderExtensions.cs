using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Tokens.Caching;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Options;
using ZeroTrust.Security.Tokens.Revocations;
using ZeroTrust.Security.Tokens.Validation;

namespace ZeroTrust.Security;

/// <summary>Adds the validation of access tokens. A web service gets it from <c>AddZeroTrust</c>; a worker calls it itself.</summary>
public static class ZeroTrustTokensBuilderExtensions
{
    /// <summary>Adds token validation with settings from configuration. They are read strictly and again when the configuration reloads.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="section">The section, as a rule <c>ZeroTrust</c>. Its single values win over what was set before, its lists and tables add to it.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IZeroTrustBuilder AddTokenValidation(this IZeroTrustBuilder builder, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);

        builder.Services.AddSingleton(new ZeroTrustSection(section));
        builder.Services.AddSingleton<IConfigureOptions<ZeroTrustOptions>>(services => new ZeroTrustConfigurationReader(
            section, services.GetServices<ZeroTrustSettingName>(), services.GetService<IConfiguration>()));
        return AddServices(builder);
    }

    /// <summary>Adds token validation with settings from code. They are applied again when the configuration reloads.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets it up, after what was added before.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IZeroTrustBuilder AddTokenValidation(this IZeroTrustBuilder builder, Action<ZeroTrustOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);

        builder.Services.Configure(configure);
        return AddServices(builder);
    }

    /// <summary>Shares revocations with other processes through a store, which is read before the service starts and followed afterwards.</summary>
    /// <typeparam name="TStore">The store; a singleton, made by the container. The first that is added counts.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IZeroTrustBuilder AddRevocationStore<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TStore>(this IZeroTrustBuilder builder)
        where TStore : class, IRevocationStore
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<IRevocationStore, TStore>();
        return builder;
    }

    /// <summary>What all that dials out or reads files named by settings stands on.</summary>
    internal static void AddSurroundings(IServiceCollection services)
    {
        services.TryAddSingleton(static provider => new SettingFiles(provider.ContentRoot(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static provider => new AddressGuard(allowLoopback: provider.GetService<IHostEnvironment>()?.IsDevelopment() ?? false));
        services.TryAddSingleton<IHostResolver, SystemHostResolver>();
    }

    private static IZeroTrustBuilder AddServices(IZeroTrustBuilder builder)
    {
        AddSurroundings(builder.Services);
        AddSettings(builder.Services);
        AddKeys(builder.Services);
        AddTrust(builder.Services);
        AddRevocations(builder.Services);
        AddValidator(builder.Services);
        return builder;
    }

    private static void AddSettings(IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<ZeroTrustOptions, ZeroTrustOptionsValidator>();
        services.TryAddSingleton(static provider => new OptionsMetrics(provider.GetService<IMeterFactory>()));
    }

    private static void AddKeys(IServiceCollection services)
    {
        services.TryAddSingleton(static provider => new IssuerMetrics(provider.GetService<IMeterFactory>()));
        services.TryAddSingleton(static provider => new IssuerKeysFactory(
            provider.GetRequiredService<AddressGuard>(),
            provider.GetRequiredService<IHostResolver>(),
            provider.GetRequiredService<IssuerMetrics>(),
            LoggersOf(provider),
            provider.GetRequiredService<TimeProvider>()));
    }

    private static void AddTrust(IServiceCollection services)
    {
        services.TryAddSingleton(static provider => new TrustBuilder(
            provider.GetRequiredService<SettingFiles>(), provider.GetRequiredService<IssuerKeysFactory>().Create));
        services.TryAddSingleton(static provider => new TrustRegistry(
            provider.GetRequiredService<IOptionsFactory<ZeroTrustOptions>>(),
            provider.GetServices<ZeroTrustSection>(),
            provider.GetRequiredService<TrustBuilder>(),
            provider.GetRequiredService<OptionsMetrics>(),
            new Logger<TrustRegistry>(LoggersOf(provider)),
            provider.SystemEvents()));
        services.TryAddSingleton<ITrustSource>(static provider => provider.GetRequiredService<TrustRegistry>());
        services.TryAddSingleton<ITrustModel>(static provider => provider.GetRequiredService<TrustRegistry>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, TrustStartup>());
    }

    private static void AddRevocations(IServiceCollection services)
    {
        services.TryAddSingleton(static provider =>
        {
            var list = new RevocationList(provider.GetRequiredService<ITrustSource>(), provider.GetRequiredService<TimeProvider>());

            // Until the store is read nobody knows what is revoked.
            list.SetOutdated(provider.GetService<IRevocationStore>() is not null);
            return list;
        });
        services.TryAddSingleton(static provider => new RevocationService(
            provider.GetRequiredService<RevocationList>(),
            provider.GetRequiredService<ITrustSource>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<IRevocationStore>(),
            new Logger<RevocationService>(LoggersOf(provider)),
            provider.SystemEvents()));
        services.TryAddSingleton<IRevocationService>(static provider => provider.GetRequiredService<RevocationService>());
        services.TryAddSingleton(static provider => new RevocationMetrics(
            provider.GetService<IMeterFactory>(), provider.GetRequiredService<RevocationList>(), provider.GetRequiredService<RevocationService>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RevocationStartup>());
    }

    private static void AddValidator(IServiceCollection services)
    {
        services.TryAddSingleton(static provider => new TokenMetrics(provider.GetService<IMeterFactory>()));
        services.TryAddSingleton<ITokenValidator>(static provider => new TokenValidator(
            provider.GetRequiredService<ITrustSource>(),
            provider.GetRequiredService<RevocationList>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<TokenMetrics>(),
            new Logger<TokenValidator>(LoggersOf(provider)),
            new(provider.GetService<IMeterFactory>())));
    }

    // A worker may have no logging at all; a host always has.
    private static ILoggerFactory LoggersOf(IServiceProvider provider) => provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;
}
