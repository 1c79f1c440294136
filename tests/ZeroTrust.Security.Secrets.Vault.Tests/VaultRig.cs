using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Secrets.Vault.Tests.Emulation;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Secrets.Vault.Tests;

/// <summary>The services of an application that reads from an emulated Vault, both on one clock that stands still, without jitter.</summary>
internal sealed class VaultRig : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly LogKeeper _log = new();

    public VaultRig(VaultEmulation vault, VaultLogin login, Action<VaultOptions>? options = null, Action<SecretsBuilder>? stores = null, Action<IServiceCollection>? configure = null)
    {
        Vault = vault;
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(_log).SetMinimumLevel(LogLevel.Trace));
        services.AddMetrics();
        services.AddSingleton<TimeProvider>(vault.Clock);
        services.AddSingleton(new TokenPlan(static () => 0));
        services.AddZeroTrustCore().AddSecrets(secrets =>
        {
            secrets.AddVault(vault.Address, login, options);
            stores?.Invoke(secrets);
        });
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public VaultEmulation Vault { get; }

    public IReadOnlyList<string> Log => _log.Lines;

    public IServiceProvider Services => _services;

    public ISecrets Secrets => _services.GetRequiredService<ISecrets>();

    public VaultSession Session => _services.GetRequiredKeyedService<VaultSession>("vault");

    public static string Text(Secret secret) => secret.Reveal(0, static (bytes, _) => Encoding.UTF8.GetString(bytes));

    /// <summary>A provider over the session of this application.</summary>
    public ISecretProvider KeyValues(string mount = "secret") => new KeyValueProvider(Session, mount, Vault.Clock);

    /// <summary>Lets time pass in steps, with what falls due at the end of each.</summary>
    public async Task AdvanceAsync(TimeSpan by, TimeSpan? step = null)
    {
        var each = step ?? TimeSpan.FromSeconds(1);
        for (var left = by; left > TimeSpan.Zero; left -= each)
        {
            Vault.Clock.Advance(left < each ? left : each);
            await Session.Keeper.Busy;
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private sealed class LogKeeper : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyList<string> Lines => [.. _lines];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{logLevel} {eventId.Id} {formatter(state, exception)} {exception}");

        public void Dispose()
        {
            // The container ends it.
        }
    }
}
