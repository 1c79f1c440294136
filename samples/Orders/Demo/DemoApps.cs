using System.Net;
using Orders.Shop;
using ZeroTrust.Security.Testing;

namespace Orders.Demo;

/// <summary>The service, and a twin of it that does without AddZeroTrust and UseZeroTrust; each on a free loopback port.</summary>
internal sealed class DemoApps : IAsyncDisposable
{
    private readonly WebApplication _service;
    private readonly WebApplication _twin;

    private DemoApps(WebApplication service, WebApplication twin)
    {
        _service = service;
        _twin = twin;
    }

    public Uri Service => new(_service.Urls.First());

    public Uri Twin => new(_twin.Urls.First());

    public static async Task<DemoApps> StartAsync(FakeTokenIssuer issuer)
    {
        var apps = new DemoApps(BuildService(issuer), BuildTwin());
        await apps._service.StartAsync();
        await apps._twin.StartAsync();
        return apps;
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _twin.DisposeAsync();
    }

    private static WebApplication BuildService(FakeTokenIssuer issuer)
    {
        var builder = CreateBuilder();
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust")).TrustFakeIssuer(issuer);

        var app = builder.Build();
        app.UseZeroTrust();
        MapEndpoints(app);
        return app;
    }

    private static WebApplication BuildTwin()
    {
        var app = CreateBuilder().Build();
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
