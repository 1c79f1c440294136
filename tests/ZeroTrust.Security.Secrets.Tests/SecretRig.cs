using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Secrets.Tests;

/// <summary>The services of an application with secrets, on a clock that stands still, without jitter.</summary>
internal sealed class SecretRig : IAsyncDisposable, ILoggerProvider, ILogger
{
    private readonly ServiceProvider _services;
    private readonly ConcurrentQueue<string> _log = new();

    public SecretRig(Action<SecretsBuilder> stores, Action<IServiceCollection>? configure = null)
    {
        Trail = new(Clock);
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(this).SetMinimumLevel(LogLevel.Trace));
        services.AddMetrics();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<IAuditTrail>(Trail);
        services.AddSingleton(new SecretPlan(static () => 0));
        services.AddZeroTrustCore().AddSecrets(stores);
        services.AddHealthChecks().AddSecretsCheck();
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public ManualTimeProvider Clock { get; } = new();

    public InMemoryAuditTrail Trail { get; }

    public IReadOnlyList<string> Log => [.. _log];

    public ISecrets Secrets => _services.GetRequiredService<ISecrets>();

    public IServiceProvider Services => _services;

    /// <summary>Whether the log takes no message.</summary>
    public bool LogThrows { get; set; }

    public static string Text(Secret secret) => secret.Reveal(0, static (bytes, _) => Encoding.UTF8.GetString(bytes));

    /// <summary>Lets time pass, a second at most at once, with each call that falls due at its end.</summary>
    public async Task AdvanceAsync(ISecretHandle handle, TimeSpan by, TimeSpan? step = null)
    {
        var entry = ((SecretHandle)handle).Entry;
        for (var left = by; left > TimeSpan.Zero; left -= step ?? TimeSpan.FromSeconds(1))
        {
            Clock.Advance(left < (step ?? TimeSpan.FromSeconds(1)) ? left : step ?? TimeSpan.FromSeconds(1));
            await entry.Flight;
        }
    }

    public Task StartAsync() => ((IHostedLifecycleService)_services.GetServices<IHostedService>().Single(static service => service is SecretsService)).StartingAsync(default);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    public void Dispose()
    {
        // The container ends it, and it ends the container.
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (LogThrows)
        {
            throw new IOException("No space left on device.");
        }

        _log.Enqueue($"{eventId.Id} {formatter(state, exception)} {exception}");
    }
}
