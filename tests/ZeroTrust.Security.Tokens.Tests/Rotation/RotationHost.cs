using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.Tests.Issuers;

namespace ZeroTrust.Security.Tokens.Tests.Rotation;

/// <summary>A service with a store of secrets that the test rotates, on a clock that stands still.</summary>
internal sealed class RotationHost : IAsyncDisposable, ILoggerProvider
{
    public static readonly TimeSpan PreviousFor = TimeSpan.FromHours(1);

    private readonly ServiceProvider _services;

    public RotationHost(Action<IZeroTrustBuilder> configure, Action<SecretStoreOptions>? store = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(this));
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<IMeterFactory>(Meters);
        var builder = services.AddZeroTrustCore();
        configure(builder);
        builder.AddSecrets(secrets => secrets.Add("memory", _ => Store, options =>
        {
            options.PreviousFor = PreviousFor;
            store?.Invoke(options);
        }));
        _services = services.BuildServiceProvider();
    }

    public ManualTimeProvider Clock { get; } = new();

    public InMemorySecretProvider Store { get; } = new();

    public TestMeters Meters { get; } = new();

    public Options.TestLog Log { get; } = new();

    public IServiceProvider Services => _services;

    /// <summary>A key of 32 bytes, the same for the same number, as a store of text has it.</summary>
    public static string Key(int number) => Convert.ToBase64String(Bytes(number));

    public static byte[] Bytes(int number) => [.. Enumerable.Repeat((byte)number, 32)];

    public static string Text(Secret secret) => secret.Reveal(0, static (bytes, _) => Encoding.UTF8.GetString(bytes));

    public ISecretHandle Handle(string name) => _services.GetRequiredService<ISecrets>().GetHandle(SecretRef.Parse($"secret://memory/{name}"));

    /// <summary>Starts as a host does, phase by phase.</summary>
    public async Task StartAsync()
    {
        var hosted = _services.GetServices<IHostedService>().ToArray();
        foreach (var service in hosted.OfType<IHostedLifecycleService>())
        {
            await service.StartingAsync(default);
        }

        foreach (var service in hosted)
        {
            await service.StartAsync(default);
        }
    }

    /// <summary>Puts another value in, and waits until the handle has it, or has refused it.</summary>
    public async Task RotateAsync(string name, string value)
    {
        Store.Set(name, value);
        await RefreshAsync(name);
    }

    /// <summary>Lets the store be asked.</summary>
    public async Task RefreshAsync(string name)
    {
        Clock.Advance(TimeSpan.FromSeconds(10));
        if (Handle(name).Held is { } held)
        {
            await Handle(name).ReplaceAsync(held.Current);
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    public ILogger CreateLogger(string categoryName) => Log;

    public void Dispose()
    {
        // The container ends it, and it ends the container.
    }
}
