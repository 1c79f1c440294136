using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Audit.Tests.Sinks;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.AspNetCore.Tests.Hosting;

/// <summary>A service as a user writes it, whose journal several sinks are taken to, and the count of what its requests had to do with them.</summary>
internal sealed class ShippingSite : IAsyncDisposable
{
    private const string Browse = "/orders/7";
    private const string Refund = "/refunds/7";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("zt-shipping-");
    private readonly ConcurrentDictionary<string, string> _lines = new(StringComparer.Ordinal);
    private readonly AsyncLocal<bool> _inRequest = new();
    private readonly FakeTokenIssuer _issuer;
    private readonly WebApplication _app;
    private int _waited;
    private int _calledByRequests;

    private ShippingSite(FakeTokenIssuer issuer, ManualTimeProvider clock, IEnumerable<string> sinks, SinkBehaviour behave)
    {
        (_issuer, Clock) = (issuer, clock);
        Sinks = [.. sinks.Select(name => Make(name, behave))];
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = "Development" });
        builder.WebHost.UseTestServer();
        builder.Services.AddRouting().AddLogging(static logging => logging.ClearProviders());
        builder.Services.AddSingleton<TimeProvider>(clock);
        var audited = builder.Services.AddZeroTrust(static _ => { }).TrustFakeIssuer(issuer).AddAuditJournal(Journal);
        foreach (var sink in Sinks)
        {
            audited.AddAuditSink(_ => sink);
        }

        _app = builder.Build();
        _app.Use(next => context =>
        {
            _inRequest.Value = true;
            var answering = next(context);
            if (!answering.IsCompleted && HttpMethods.IsGet(context.Request.Method))
            {
                Interlocked.Increment(ref _waited);
            }

            return answering;
        });
        _app.UseZeroTrust();
        _app.MapGet("/orders/{id}", static (HttpContext _) => Task.CompletedTask).RequirePermission("orders:read");
        _app.MapPost("/refunds/{id}", static (HttpContext _) => Task.CompletedTask).RequirePermission("orders:read").AuditAs(AuditClass.Required);
    }

    public ManualTimeProvider Clock { get; }

    public IReadOnlyList<StoreSink> Sinks { get; }

    public string Journal => Path.Combine(_folder.FullName, "audit");

    /// <summary>How many requests were answered 200.</summary>
    public int Answered { get; private set; }

    /// <summary>How many requests whose decision is buffered were not answered at once, on the thread they came on.</summary>
    public int Waited => Volatile.Read(ref _waited);

    /// <summary>How many calls of sinks a request has made, or set off.</summary>
    public int CalledByRequests => Volatile.Read(ref _calledByRequests);

    public static async Task<ShippingSite> OpenAsync(IEnumerable<string> sinks, SinkBehaviour behave)
    {
        var clock = new ManualTimeProvider();
        var site = new ShippingSite(await FakeTokenIssuer.StartAsync(new() { Audience = "orders", Clock = clock }), clock, sinks, behave);
        await site._app.StartAsync();
        return site;
    }

    public string Token() => _issuer.Token().ForUser("sam").WithPermissions("orders:read").Build();

    /// <summary>A request whose decision is buffered: nothing of it waits.</summary>
    public Task BrowseAsync(string token) => SendAsync(HttpMethods.Get, Browse, token);

    /// <summary>A request that waits until its decision, and all that were made before it, is on disk.</summary>
    public Task RefundAsync(string token) => SendAsync(HttpMethods.Post, Refund, token);

    /// <summary>Ends the service, and lets its sinks take what is left.</summary>
    /// <returns>The lines of the journal.</returns>
    public async Task<IReadOnlyList<string>> CloseAsync()
    {
        // The clock stands still: nobody runs out of time.
        await _app.StopAsync();
        return [.. Directory.GetFiles(Journal, "*.jsonl").Order(StringComparer.Ordinal).SelectMany(File.ReadAllLines)];
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _issuer.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task SendAsync(string method, string path, string token)
    {
        var answered = await _app.GetTestServer().SendAsync(context =>
        {
            context.Request.Method = method;
            context.Request.Path = path;
            context.Request.Headers.Authorization = $"Bearer {token}";
        });
        Assert.Equal(StatusCodes.Status200OK, answered.Response.StatusCode);
        Answered++;
    }

    private StoreSink Make(string name, SinkBehaviour behave)
    {
        // Each sink reads the lines anew: one copy is kept of what is the same in all.
        var sink = new StoreSink(name) { Keep = line => _lines.GetOrAdd(line, line) };
        sink.Behaviour = (attempt, batch, cancelled) =>
        {
            Interlocked.Add(ref _calledByRequests, _inRequest.Value ? 1 : 0);
            return behave(sink, attempt, batch, cancelled);
        };
        return sink;
    }
}

/// <summary>What a sink does with an attempt, counted from 1.</summary>
internal delegate ValueTask<AuditSinkResult>? SinkBehaviour(StoreSink sink, int attempt, AuditSinkBatch batch, CancellationToken cancelled);
