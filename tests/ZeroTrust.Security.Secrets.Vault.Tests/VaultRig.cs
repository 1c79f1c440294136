using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Secrets.Vault.Tests.Emulation;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Secrets.Vault.Tests;

/// <summary>The services of an application that reads from an emulated Vault, both on one clock that stands still, without jitter.</summary>
internal sealed class VaultRig : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly LogKeeper _log = new();
    private readonly LandedCalls _landed;

    public VaultRig(VaultEmulation vault, VaultLogin login, Action<VaultOptions>? options = null, Action<SecretsBuilder>? stores = null, double jitter = 0)
    {
        Vault = vault;
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(_log).SetMinimumLevel(LogLevel.Trace));
        services.AddMetrics();
        services.AddSingleton<TimeProvider>(vault.Clock);
        services.AddSingleton(new TokenPlan(() => jitter));
        services.AddZeroTrustCore().AddSecrets(secrets =>
        {
            secrets.AddVault(vault.Address, login, options);
            stores?.Invoke(secrets);
        });
        _services = services.BuildServiceProvider();
        _landed = new(_services.GetRequiredService<IMeterFactory>());
    }

    public VaultEmulation Vault { get; }

    public IReadOnlyList<string> Log => _log.Lines;

    public IServiceProvider Services => _services;

    public ISecrets Secrets => _services.GetRequiredService<ISecrets>();

    public VaultSession Session => _services.GetRequiredKeyedService<VaultSession>("vault");

    public static string Text(Secret secret) => secret.Reveal(0, static (bytes, _) => Encoding.UTF8.GetString(bytes));

    /// <summary>How many calls of stores the core has taken the answers of.</summary>
    public int Landed => _landed.Count;

    /// <summary>Waits until the core has taken that many.</summary>
    public Task LandedAsync(int count) => _landed.ReachAsync(count);

    /// <summary>Reads what is required, as a host does that starts.</summary>
    public Task StartAsync() => _services.GetServices<IHostedService>().Single().StartAsync(default);

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

    public async ValueTask DisposeAsync()
    {
        _landed.Dispose();
        await _services.DisposeAsync();
    }

    /// <summary>Counts by the measurement that the core makes of each.</summary>
    private sealed class LandedCalls : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly Lock _gate = new();
        private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];
        private int _count;

        public LandedCalls(IMeterFactory meters)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "zerotrust.secrets.calls" && ReferenceEquals(instrument.Meter.Scope, meters))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, _, _, _) => Add());
            _listener.Start();
        }

        public int Count
        {
            get
            {
                lock (_gate)
                {
                    return _count;
                }
            }
        }

        public Task ReachAsync(int count)
        {
            lock (_gate)
            {
                var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Add((count, reached));
                Tell();
                return reached.Task.WaitAsync(TimeSpan.FromSeconds(60));
            }
        }

        public void Dispose() => _listener.Dispose();

        private void Add()
        {
            lock (_gate)
            {
                _count++;
                Tell();
            }
        }

        private void Tell()
        {
            foreach (var (_, reached) in _waiting.Where(one => one.Count <= _count))
            {
                reached.TrySetResult();
            }
        }
    }

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
