using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using ZeroTrust.Security.InteropTests.Peers;
using ZeroTrust.Security.Secrets;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.InteropTests.Secrets;

/// <summary>A server with a database, a store that leases roles of it, and a service that connects with them, on a clock that stands still.</summary>
internal sealed class RotationRig : IAsyncDisposable, ILoggerProvider, ILogger
{
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly PostgresServer _server;
    private readonly NpgsqlDataSource _admin;
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<string> _log = new();
    private ServiceProvider _services = null!;
    private int _final;
    private int _replaced;

    private RotationRig(PostgresServer server)
    {
        _server = server;
        _admin = NpgsqlDataSource.Create(server.ConnectionTo("postgres"));
        Store = new(_admin, Clock, Lease);
    }

    public ManualTimeProvider Clock { get; } = new();

    public LeasingStore Store { get; }

    public RotatingNpgsqlDataSource Source => _services.GetRequiredService<RotatingNpgsqlDataSource>();

    public ISecretHandle Handle => _services.GetRequiredService<ISecrets>().GetHandle(SecretRef.Parse("secret://leases/orders"));

    /// <summary>Everything that was logged, of every category and level.</summary>
    public IReadOnlyCollection<string> Log => _log;

    public int FinalRefusals => Volatile.Read(ref _final);

    public int Replacements => Volatile.Read(ref _replaced);

    public static async Task<RotationRig> StartAsync(Action<RotatingNpgsqlOptions>? configure = null)
    {
        var rig = new RotationRig(await PostgresServer.StartAsync("fsync=off", "max_connections=60"));
        try
        {
            await rig.Store.RunAsync("create role app; create table public.work (id int); grant select, insert on public.work to app; insert into public.work values (1)");
            await rig.Store.IssueAsync();
            await rig.BeginAsync(configure);
            return rig;
        }
        catch
        {
            await rig.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets time pass in steps, each call of the store that a step sets off being over before the next: time that passes during one is time that the store did not answer.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        for (var left = by; left > TimeSpan.Zero; left -= Step)
        {
            Clock.Advance(left < Step ? left : Step);
            await ((SecretHandle)Handle).Entry.Flight;
        }
    }

    /// <summary>Waits for what other threads are about to do. The time is a bound for what never comes.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(watch.Elapsed < Patience, $"It did not come to pass: {what}");
            await Task.Yield();
        }
    }

    /// <summary>Waits until the handle has a version. Time goes on slowly: a call that was under way at the hint is followed by another a second later.</summary>
    public Task UntilHandleHasAsync(string version) => UntilAsync(
        async () =>
        {
            await AdvanceAsync(TimeSpan.FromMilliseconds(10));
            return Handle.Version == version;
        },
        $"version {version} at the handle");

    /// <summary>Drops a role as a store does at the end of its lease.</summary>
    public Task DropAsync(LeasingStore.Login login) => Store.RunAsync($"drop role {login.UserName}");

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        _listener.Dispose();
        await _admin.DisposeAsync();
        await _server.DisposeAsync();
    }

    public void Dispose()
    {
        // The container ends it, and it ends the container.
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _log.Enqueue($"{eventId.Id} {formatter(state, exception)} {exception}");

    private async Task BeginAsync(Action<RotatingNpgsqlOptions>? configure)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(this).SetMinimumLevel(LogLevel.Trace));
        services.AddMetrics();
        services.AddSingleton<TimeProvider>(Clock);
        var address = _server.ConnectionTo("postgres");
        services.AddZeroTrustCore()
            .AddSecrets(secrets => secrets.Add("leases", _ => Store))
            .AddRotatingNpgsql($"Host={address.Host};Port={address.Port};Database=postgres;Maximum Pool Size=16", "secret://leases/orders", options =>
            {
                options.DrainTimeout = TimeSpan.FromHours(1);
                configure?.Invoke(options);
            });
        _services = services.BuildServiceProvider();
        Listen(_services.GetRequiredService<IMeterFactory>());
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StartAsync(default);
        }
    }

    private void Listen(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "zerotrust.secrets.npgsql.refusals" && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (tag.Key == "outcome")
                {
                    Interlocked.Add(ref tag.Value is "final" ? ref _final : ref _replaced, (int)count);
                }
            }
        });
        _listener.Start();
    }
}
