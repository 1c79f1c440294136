using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Tokens.Minting;
using ZeroTrust.Security.Tokens.Options;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>Registers the ring: over the store and the protector that were added, or those that the settings name.</summary>
internal static class KeyRingServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IRequiredSecrets>(static provider => new ServiceTokensSecrets(provider.GetRequiredService<IOptions<ServiceTokensOptions>>()));
        services.TryAddSingleton(static provider => new ServiceKeyRing(
            provider.GetService<IKeyRingStore>() ?? StoreOf(provider),
            provider.GetService<IKeyProtector>() ?? ProtectorOf(provider),
            provider.GetRequiredService<KeyRingSettings>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.LoggerOf<ServiceKeyRing>(),
            provider.SystemEvents()));
        services.TryAddSingleton<IKeyRing>(static provider => provider.GetRequiredService<ServiceKeyRing>());
        services.TryAddSingleton<IDecryptionKeys>(static provider => provider.GetRequiredService<ServiceKeyRing>());
        services.TryAddSingleton<IServiceKeyPublication>(static provider => provider.GetRequiredService<ServiceKeyRing>());
        services.TryAddSingleton(static provider => new KeyRingFollower(
            provider.GetRequiredService<ServiceKeyRing>(),
            provider.GetRequiredService<KeyRingSettings>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.LoggerOf<ServiceKeyRing>()));
        services.TryAddSingleton(static provider => new KeyRingMetrics(
            provider.GetService<IMeterFactory>(), provider.GetRequiredService<ServiceKeyRing>(), provider.GetRequiredService<KeyRingFollower>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, KeyRingStartup>());
    }

    // The validator saw to it that only Development comes without.
    private static IKeyRingStore StoreOf(IServiceProvider provider) =>
        ServiceTokensSettings.OptionsOf(provider).KeyDirectory is { } directory
            ? new DirectoryKeyRingStore(new DiskFolder(provider.ResolvePath(directory)))
            : new MemoryKeyRingStore();

    private static IKeyProtector ProtectorOf(IServiceProvider provider)
    {
        var options = ServiceTokensSettings.OptionsOf(provider);
        if (options.KeyEncryptionKeyReference is { } reference)
        {
            return new LiveKeyProtector(provider.GetRequiredService<ISecrets>().GetHandle(reference), new(provider.GetService<IMeterFactory>()));
        }

        if (options.KeyEncryptionKeyFile is not { } file)
        {
            KeyRingLog.Unprotected(provider.LoggerOf<ServiceKeyRing>());
            return new NoKeyProtector();
        }

        var previous = options.PreviousKeyEncryptionKeyFile;
        return new AesGcmKeyProtector(
            KeyEncryptionKeyFile.Read(provider.ResolvePath(file)),
            previous is null ? null : KeyEncryptionKeyFile.Read(provider.ResolvePath(previous)));
    }
}
