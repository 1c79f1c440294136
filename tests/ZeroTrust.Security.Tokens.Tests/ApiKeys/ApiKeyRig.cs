using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.ApiKeys;
using ZeroTrust.Security.Tokens.Tests.Issuers;
using TestLog = ZeroTrust.Security.Tokens.Tests.Options.TestLog;

namespace ZeroTrust.Security.Tokens.Tests.ApiKeys;

/// <summary>One process that takes API keys, over a store that several may share.</summary>
internal sealed class ApiKeyRig : IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    private ApiKeyRig(ServiceProvider provider) => _provider = provider;

    public ManualTimeProvider Clock => (ManualTimeProvider)_provider.GetRequiredService<TimeProvider>();

    public IApiKeyService Service => _provider.GetRequiredService<IApiKeyService>();

    public IApiKeyVerifier Verifier => _provider.GetRequiredService<IApiKeyVerifier>();

    public ApiKeyTable Table => _provider.GetRequiredService<ApiKeyTable>();

    public ApiKeyFollower Follower => _provider.GetRequiredService<ApiKeyFollower>();

    public ApiKeyUses Uses => _provider.GetRequiredService<ApiKeyUses>();

    public TestMeters Meters => (TestMeters)_provider.GetRequiredService<IMeterFactory>();

    public TestLog Log { get; } = new();

    public InMemoryAuditTrail Trail => (InMemoryAuditTrail)_provider.GetRequiredService<IAuditTrail>();

    /// <summary>The one place where secrets are compared, counting.</summary>
    public CountingProof Proof => (CountingProof)_provider.GetRequiredService<IApiKeyProof>();

    /// <summary>A pepper that is the same for the same number.</summary>
    public static Secret Pepper(int number) => Secret.FromText($"a pepper for tests of 32 bytes {number}");

    public static async Task<ApiKeyRig> StartAsync(
        IApiKeyStore? store = null, ManualTimeProvider? clock = null, int pepper = 1, int? previous = null, Action<ApiKeyOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock ?? new ManualTimeProvider());
        services.AddSingleton<IMeterFactory>(new TestMeters());
        services.AddSingleton<IAuditTrail>(new InMemoryAuditTrail());
        services.AddSingleton(store ?? new InMemoryApiKeyStore());
        services.AddZeroTrustCore()
            .AddApiKeyManagement(configure)
            .AddApiKeyPepper(_ => Pepper(pepper), previous is { } before ? _ => Pepper(before) : null);
        services.AddSingleton<IApiKeyProof>(new CountingProof());
        ApiKeyRig? rig = null;
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new Relay(() => rig!.Log)));
        rig = new(services.BuildServiceProvider());
        foreach (var hosted in rig._provider.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
        {
            await hosted.StartingAsync(default);
        }

        return rig;
    }

    /// <summary>Makes a key, and its text as its holder has it.</summary>
    public async Task<(string Id, string Text)> CreateAsync(string service = "orders", params string[] permissions)
    {
        var created = await Service.CreateAsync(new(service) { Permissions = permissions });
        using var text = created.Text;
        return (created.Key.Id, TextOf(created));
    }

    public static string TextOf(NewApiKey key) => key.Text.Reveal(0, static (bytes, _) => Encoding.ASCII.GetString(bytes));

    public ApiKeyFailure Judge(string text) => Verifier.Verify(text).Failure;

    /// <summary>Lets a poll's time pass, and waits for the reading.</summary>
    public async Task PollAsync()
    {
        Clock.Advance(new ApiKeyOptions().PollInterval);
        await Follower.Flight;
    }

    /// <summary>Polls until readings succeed: one that failed may still have been under way.</summary>
    public async Task PollUntilReadAsync()
    {
        for (var polls = 0; polls == 0 || (Follower.Failures > 0 && polls < 20); polls++)
        {
            await PollAsync();
        }
    }

    /// <summary>Stops as a host does.</summary>
    public async Task StopAsync()
    {
        foreach (var hosted in _provider.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
        {
            await hosted.StoppedAsync(default);
        }
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    private sealed class Relay(Func<TestLog> log) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => log();

        public void Dispose()
        {
        }
    }
}
