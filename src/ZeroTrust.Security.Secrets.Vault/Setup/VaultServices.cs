using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>Registers what one Vault needs, and makes it: one session for all that is read there.</summary>
internal static class VaultServices
{
    private const string LogCategory = "ZeroTrust.Security.Secrets.Vault";

    public static void Add(IServiceCollection services, VaultOptions options)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SecretsOptions>, VaultValidator>());
        services.AddSingleton(new VaultRegistration(options));
        services.TryAddSingleton(TokenPlan.System);
        services.TryAddSingleton(static provider => new VaultMetrics(provider.GetService<IMeterFactory>()));
        VaultHttp.Add(services, options);
        services.TryAddKeyedSingleton(options.Name, (provider, _) => Open(provider, options));
    }

    /// <summary>The session of a Vault.</summary>
    public static VaultSession SessionOf(IServiceProvider provider, string vault) => provider.GetRequiredKeyedService<VaultSession>(vault);

    public static TimeProvider ClockOf(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();

    public static ILogger LoggerOf(IServiceProvider provider) => provider.GetService<ILoggerFactory>()?.CreateLogger(LogCategory) ?? NullLogger.Instance;

    /// <summary>A store of leased credentials.</summary>
    public static DatabaseProvider DatabaseOf(IServiceProvider provider, string vault, string mount, string store)
    {
        var made = new DatabaseProvider(SessionOf(provider, vault), mount, new(LoggerOf(provider), store), ClockOf(provider));
        provider.GetRequiredService<VaultMetrics>().Watch(store, made);
        return made;
    }

    private static VaultSession Open(IServiceProvider provider, VaultOptions options)
    {
        // Not every host validates at its start.
        _ = provider.GetRequiredService<IOptions<SecretsOptions>>().Value;
        var clock = ClockOf(provider);
        var metrics = provider.GetRequiredService<VaultMetrics>();
        var client = new VaultClient(provider.GetRequiredService<IHttpClientFactory>(), options, metrics, clock);
        var login = options.Login!;
        var keeper = new TokenKeeper(new(client, MethodOf(login, client), options), provider.GetRequiredService<TokenPlan>(), new(LoggerOf(provider), options.Name, login.Kind), clock);
        metrics.Watch(options.Name, keeper);
        return new(client, keeper);
    }

    private static ILoginMethod MethodOf(VaultLogin login, VaultClient client) => login.Kind switch
    {
        VaultLoginKind.TokenFile => new TokenFileLogin(login, client),
        VaultLoginKind.AppRole => new CredentialLogin(login, client, login.IsSecretIdWrapped ? new WrappedCredential(login, client) : new FileCredential(login), "role_id", "secret_id"),
        _ => new CredentialLogin(login, client, new FileCredential(login), "role", "jwt"),
    };
}
