using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace ZeroTrust.Security.Tokens.Tests.Minting;

/// <summary>A worker that mints, in an environment.</summary>
internal sealed class MintingHost : IDisposable
{
    private readonly ServiceProvider _services;

    public MintingHost(string environment, Dictionary<string, string?> settings, Action<IZeroTrustBuilder>? configure = null)
        : this(environment, new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(static pair => "ZeroTrust:" + pair.Key, static pair => pair.Value)).Build(), false, configure)
    {
    }

    public MintingHost(string environment, IConfigurationRoot configuration, bool validation, Action<IZeroTrustBuilder>? configure = null)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IConfiguration>(configuration).AddSingleton<IHostEnvironment>(new Environment(environment));
        var section = configuration.GetSection("ZeroTrust");
        var builder = services.AddZeroTrustCore();
        if (validation)
        {
            builder.AddTokenValidation(section).AddServiceTokens();
        }
        else
        {
            builder.AddServiceTokens(section);
        }

        configure?.Invoke(builder);
        _services = services.BuildServiceProvider();
    }

    public static Dictionary<string, string?> Settings(string directory, string keyEncryptionKey) => new()
    {
        ["Service"] = "orders",
        ["ServiceTokens:Issuer"] = "https://orders.internal",
        ["ServiceTokens:KeyDirectory"] = directory,
        ["ServiceTokens:KeyEncryptionKeyFile"] = keyEncryptionKey,
    };

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public IEnumerable<T> GetAll<T>() => _services.GetServices<T>();

    public async Task StartAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>().OfType<IHostedLifecycleService>().Where(static service => service.GetType().Name == "KeyRingStartup"))
        {
            await service.StartingAsync(default);
        }
    }

    public void Dispose() => _services.Dispose();

    private sealed class Environment(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "orders";

        public string ContentRootPath { get; set; } = Path.GetTempPath();

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
