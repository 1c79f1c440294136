using System.Net;
using Orders.Shop;
using ZeroTrust.Security.Testing;

namespace Orders.Demo;

/// <summary>The service, and a twin of it that does without AddZeroTrust and UseZeroTrust; each on a free loopback port.</summary>
internal sealed class DemoApps : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orders-demo-");
    private readonly WebApplication _service;
    private readonly WebApplication _twin;

    private DemoApps(FakeTokenIssuer issuer)
    {
        _service = BuildService(issuer, Journal);
        _twin = BuildTwin();
    }

    public Uri Service => new(_service.Urls.First());

    public Uri Twin => new(_twin.Urls.First());

    /// <summary>The audit journal of the service.</summary>
    public string Journal => Path.Combine(_folder.FullName, "audit");

    public static async Task<DemoApps> StartAsync(FakeTokenIssuer issuer)
    {
        var apps = new DemoApps(issuer);
        await apps._service.StartAsync();
        await apps._twin.StartAsync();
        return apps;
    }

    /// <summary>Ends the service, and with it the writing of its journal.</summary>
    public Task StopServiceAsync() => _service.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _twin.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static WebApplication BuildService(FakeTokenIssuer issuer, string journal)
    {
        var builder = CreateBuilder();
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust")).TrustFakeIssuer(issuer)
            .AddAuditJournal(journal)
            .AddAuditDetection(builder.Configuration.GetSection("ZeroTrust:Audit:Detection"));

        var app = builder.Build();
        app.UseZeroTrust();
        MapEndpoints(app);
        return app;
    }

    private static WebApplication BuildTwin()
    {
        var builder = CreateBuilder();
        builder.Services.AddSingleton<IAuditTrail, InMemoryAuditTrail>();

        var app = builder.Build();
        MapEndpoints(app);
        return app;
    }

    private static WebApplicationBuilder CreateBuilder()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = Environments.Development,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, port: 0));
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<OrderBook>();
        return builder;
    }

    private static void MapEndpoints(WebApplication app)
    {
        app.MapShop();
        app.MapGet("/healthz", () => "ok").AllowAnonymousBecause("liveness probe");

        // Somebody forgot to say who may call it.
        app.MapGet("/export", (OrderBook book) => book.OrdersOf("alice"));
    }
}
