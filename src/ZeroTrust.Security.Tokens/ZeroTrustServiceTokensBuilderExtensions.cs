using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.KeyRing;
using ZeroTrust.Security.Tokens.Minting;
using ZeroTrust.Security.Tokens.Options;

namespace ZeroTrust.Security;

/// <summary>Adds the tokens that a service signs for others, and the ring of keys that it signs with.</summary>
public static class ZeroTrustServiceTokensBuilderExtensions
{
    /// <summary>
    /// Adds <see cref="IServiceTokenMinter"/>, <see cref="IJwsSigner"/> and <see cref="IKeyRing"/>, with the group <c>ServiceTokens</c> of the
    /// section that <c>AddZeroTrust</c> was given and with settings from code on top of it. Calling it twice adds up.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets it up after the configuration; null for nothing.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IZeroTrustBuilder AddServiceTokens(this IZeroTrustBuilder builder, Action<ServiceTokensOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        AddServices(builder.Services);
        if (configure is not null)
        {
            builder.Services.Configure(configure);
        }

        return builder;
    }

    /// <summary>The same for a worker, which has no <c>AddZeroTrust</c>: with the group <c>ServiceTokens</c> of a section.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="section">The section, as a rule <c>ZeroTrust</c>. Where token validation reads it too, it is read once.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IZeroTrustBuilder AddServiceTokens(this IZeroTrustBuilder builder, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);
        AddServices(builder.Services);
        builder.Services.AddSingleton(new ServiceTokensSection(section));
        return builder;
    }

    /// <summary>Keeps the key ring in a store of another kind, in place of <see cref="ServiceTokensOptions.KeyDirectory"/>.</summary>
    /// <typeparam name="TStore">The store; a singleton, made by the container. The first that is added counts.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IZeroTrustBuilder AddKeyRingStore<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TStore>(this IZeroTrustBuilder builder)
        where TStore : class, IKeyRingStore
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<IKeyRingStore, TStore>();
        return builder;
    }

    /// <summary>Wraps the private keys in another way, in place of <see cref="ServiceTokensOptions.KeyEncryptionKeyFile"/>.</summary>
    /// <typeparam name="TProtector">The protector; a singleton, made by the container. The first that is added counts.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IZeroTrustBuilder AddKeyProtector<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TProtector>(this IZeroTrustBuilder builder)
        where TProtector : class, IKeyProtector
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<IKeyProtector, TProtector>();
        return builder;
    }

    /// <summary>Wraps the private keys with AES-256-GCM under a key-encryption key from code, in place of <see cref="ServiceTokensOptions.KeyEncryptionKeyFile"/>.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="current">Returns the key-encryption key: 32 random bytes. Called once, when the ring is first opened; the secret is disposed with the host.</param>
    /// <param name="previous">Returns the one before, which still opens keys; null for none.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="current"/> is null.</exception>
    public static IZeroTrustBuilder AddKeyEncryptionKey(
        this IZeroTrustBuilder builder, Func<IServiceProvider, Secret> current, Func<IServiceProvider, Secret>? previous = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(current);
        builder.Services.TryAddSingleton<IKeyProtector>(provider => new AesGcmKeyProtector(current(provider), previous?.Invoke(provider)));
        return builder;
    }

    private static void AddServices(IServiceCollection services)
    {
        if (services.Any(static service => service.ServiceType == typeof(ServiceKeyRing)))
        {
            return;
        }

        services.AddSingleton(new ZeroTrustSettingName(ServiceTokensReader.Name));
        ServiceTokensSettings.Add(services);
        KeyRingServices.Add(services);
        services.TryAddSingleton(static provider => new MintingMetrics(provider.GetService<IMeterFactory>()));
        services.TryAddSingleton<IServiceTokenMinter>(static provider => new ServiceTokenMinter(
            provider.GetRequiredService<MintingSettings>(),
            provider.GetRequiredService<ServiceKeyRing>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<MintingMetrics>(),
            provider.LoggerOf<ServiceTokenMinter>()));
        services.TryAddSingleton<IJwsSigner>(static provider => new RingJwsSigner(provider.GetRequiredService<ServiceKeyRing>()));
    }
}
