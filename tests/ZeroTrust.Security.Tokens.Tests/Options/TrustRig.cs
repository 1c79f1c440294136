using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Options;

namespace ZeroTrust.Security.Tokens.Tests.Options;

/// <summary>A running registry over a configuration that a test changes; its keys are <see cref="TestKeys"/>.</summary>
internal sealed class TrustRig : IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    public TrustRig(Dictionary<string, string?> settings, Action<ZeroTrustOptions>? code = null)
        : this(new ConfigurationBuilder().Add(new TestLayer(settings)).Build(), code)
    {
    }

    public TrustRig(IConfigurationRoot configuration, Action<ZeroTrustOptions>? code = null)
    {
        Configuration = configuration;
        var services = TestSettings.Services(configuration);
        services.AddSingleton<ILoggerProvider>(Log);
        services.AddMetrics();
        services.AddSingleton(new TrustBuilder(new SettingFiles(Path.GetTempPath(), new ManualTimeProvider()), Make));
        if (code is not null)
        {
            services.AddZeroTrustCore().AddTokenValidation(code);
        }

        _provider = services.BuildServiceProvider();
    }

    public IConfigurationRoot Configuration { get; }

    public TestLog Log { get; } = new();

    public List<TestKeys> Made { get; } = [];

    public ITrustModel Model => _provider.GetRequiredService<ITrustModel>();

    public ITrustSource Source => _provider.GetRequiredService<ITrustSource>();

    public IServiceProvider Services => _provider;

    /// <summary>Replaces all settings by others and reloads.</summary>
    public void Reload(Dictionary<string, string?> settings) => ((TestLayer)Configuration.Providers.Single()).Replace(settings);

    public Issuer Issuer(string identifier) => Source.Current.Issuers[identifier];

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    private TestKeys Make(IssuerKeySettings settings)
    {
        var keys = new TestKeys(settings);
        Made.Add(keys);
        return keys;
    }
}
