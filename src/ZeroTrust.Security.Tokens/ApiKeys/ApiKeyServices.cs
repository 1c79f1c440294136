using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Tokens.KeyRing;
using ZeroTrust.Security.Tokens.Options;

namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>Registers how API keys are read, judged and changed, over the store and pepper that were added or those that the settings name.</summary>
internal static class ApiKeyServices
{
    public static void Add(IServiceCollection services)
    {
        if (services.Any(static service => service.ServiceType == typeof(ApiKeyTable)))
        {
            return;
        }

        services.AddSingleton(new ZeroTrustSettingName(ApiKeyReader.Name));
        AddSettings(services);
        AddHeld(services);
        AddFollowing(services);
        AddJudging(services);
        AddAdministration(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ApiKeyStartup>(static provider => new(
            Of<ApiKeyFollower>(provider), Of<ApiKeyUses>(provider), Of<ApiKeyTable>(provider), Of<ApiKeyFreshness>(provider), Of<ApiKeyMetrics>(provider), Of<Peppers>(provider), provider.LoggerOf<ApiKeyStartup>())));
    }

    private static void AddSettings(IServiceCollection services)
    {
        services.AddOptions<ApiKeyOptions>().ValidateOnStart();
        services.AddSingleton<IConfigureOptions<ApiKeyOptions>>(static provider => new ApiKeyReader(
            provider.GetServices<ZeroTrustSection>(), provider.GetServices<ApiKeySection>(), provider.GetService<IConfiguration>()));
        services.AddSingleton<IValidateOptions<ApiKeyOptions>>(static provider => new ApiKeyOptionsValidator(Of<IServiceProviderIsService>(provider)));
        services.AddSingleton(static provider => ApiKeySettings.Of(OptionsOf(provider)));
        services.AddSingleton<IRequiredSecrets>(static provider => new ApiKeySecrets(Of<IOptions<ApiKeyOptions>>(provider)));
        services.AddSingleton(PeppersOf);
    }

    private static void AddHeld(IServiceCollection services)
    {
        services.AddSingleton(static provider => new ApiKeyFormat(Of<ApiKeySettings>(provider).Prefix));
        services.AddSingleton(static provider => new ApiKeyTable(Of<Peppers>(provider)));
        services.AddSingleton(static provider => new ApiKeyFreshness(Of<ApiKeySettings>(provider), Of<TimeProvider>(provider)));
        services.AddSingleton(static provider => new ApiKeyMetrics(provider.GetService<IMeterFactory>()));
    }

    private static void AddFollowing(IServiceCollection services)
    {
        services.AddSingleton(static provider => new ApiKeyLedger(
            provider.GetService<IApiKeyStore>() ?? StoreOf(provider), Of<ApiKeyTable>(provider), Of<ApiKeyFreshness>(provider), Of<TimeProvider>(provider), provider.LoggerOf<ApiKeyLedger>()));
        services.AddSingleton(static provider => new ApiKeyFollower(
            Of<ApiKeyLedger>(provider), Of<ApiKeySettings>(provider), Of<TimeProvider>(provider), provider.LoggerOf<ApiKeyFollower>()));
        services.AddSingleton(static provider => new ApiKeyUses(
            Of<ApiKeyLedger>(provider), Of<ApiKeySettings>(provider), Of<TimeProvider>(provider), provider.LoggerOf<ApiKeyUses>()));
    }

    private static void AddJudging(IServiceCollection services)
    {
        services.AddSingleton<IApiKeyProof>(static _ => new ApiKeyProof());
        services.AddSingleton<IApiKeyVerifier>(static provider => new ApiKeyVerifier(
            Of<ApiKeyFormat>(provider),
            Of<ApiKeyTable>(provider),
            Of<ApiKeyFreshness>(provider),
            Of<IApiKeyProof>(provider),
            Of<ApiKeyUses>(provider),
            Of<ApiKeyMetrics>(provider),
            Of<TimeProvider>(provider)));
    }

    private static void AddAdministration(IServiceCollection services) =>
        services.AddSingleton<IApiKeyService>(static provider => new ApiKeyService(
            Of<ApiKeyLedger>(provider),
            Of<ApiKeyTable>(provider),
            Of<ApiKeyFreshness>(provider),
            new ApiKeyGenerator(Of<ApiKeyFormat>(provider), Of<Peppers>(provider)),
            Of<ApiKeySettings>(provider),
            new ApiKeyAudit(provider.SystemEvents(), provider.LoggerOf<ApiKeyAudit>()),
            Of<TimeProvider>(provider)));

    private static Peppers PeppersOf(IServiceProvider provider)
    {
        if (provider.GetService<ApiKeyPepperSource>() is { } code)
        {
            return new(new(code.Current(provider)), code.Previous is null ? null : new(code.Previous(provider)));
        }

        var options = OptionsOf(provider);
        if (options.PepperReference is { } reference)
        {
            return new(new LivePeppers(Of<ISecrets>(provider).GetHandle(reference), provider.LoggerOf<LivePeppers>()));
        }

        return new(PepperOf(provider, options.PepperFile!), options.PreviousPepperFile is { } previous ? PepperOf(provider, previous) : null);
    }

    private static Pepper PepperOf(IServiceProvider provider, string file) => new(KeyEncryptionKeyFile.Read(provider.ResolvePath(file)));

    private static DirectoryApiKeyStore StoreOf(IServiceProvider provider) => new(new DiskFolder(provider.ResolvePath(OptionsOf(provider).Directory!)));

    private static ApiKeyOptions OptionsOf(IServiceProvider provider) => Of<IOptions<ApiKeyOptions>>(provider).Value;

    private static T Of<T>(IServiceProvider provider)
        where T : notnull => provider.GetRequiredService<T>();
}
