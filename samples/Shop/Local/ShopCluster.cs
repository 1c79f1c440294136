using Shop.Services.Analytics;
using Shop.Services.Gateway;
using Shop.Services.Orders;
using Shop.Services.Payments;
using ZeroTrust.Security.Testing;

namespace Shop.Local;

/// <summary>The four services on ports of their own, the issuers of their users and jobs, and what a cluster would give them.</summary>
internal sealed class ShopCluster : IAsyncDisposable
{
    private readonly LocalNames _names = new();
    private readonly ThrowAwayCa _authority = new();
    private readonly List<WebApplication> _started = [];
    private readonly bool _quiet;
    private readonly Action<ServiceStart>? _prepare;

    private ShopCluster(FakeTokenIssuer people, FakeTokenIssuer jobs, bool quiet, Action<ServiceStart>? prepare) => (People, Jobs, _quiet, _prepare) = (people, jobs, quiet, prepare);

    /// <summary>The company's issuer of tokens for people.</summary>
    public FakeTokenIssuer People { get; }

    /// <summary>One issuer for all scheduled jobs.</summary>
    public FakeTokenIssuer Jobs { get; }

    public ShopDisk Disk { get; } = new();

    public WebApplication Gateway { get; private set; } = null!;

    public WebApplication Orders { get; private set; } = null!;

    public WebApplication Analytics { get; private set; } = null!;

    public WebApplication Payments { get; private set; } = null!;

    public Uri AddressOf(string service) => new(_names.Of($"https://{service}.shop.internal"));

    /// <summary>Starts everything.</summary>
    /// <param name="quiet">Whether the services log nothing.</param>
    /// <param name="inspect">Adds to Orders what shows a request as it arrives there; null for nothing.</param>
    /// <param name="prepare">Adds to each service before it is built; null for nothing.</param>
    public static async Task<ShopCluster> StartAsync(bool quiet, Action<WebApplication>? inspect = null, Action<ServiceStart>? prepare = null)
    {
        var people = await FakeTokenIssuer.StartAsync(new() { Audience = "shop", TokenLifetime = TimeSpan.FromHours(1) });
        var jobs = await FakeTokenIssuer.StartAsync(new() { Audience = "payments" });
        var shop = new ShopCluster(people, jobs, quiet, prepare);
        shop.Disk.Issue(shop._authority);
        shop.AddNames();

        // Each after those whose keys it fetches, so that no first request waits for them.
        shop.Gateway = await shop.StartAsync("Gateway", GatewayService.Build);
        shop.Orders = await shop.StartAsync("Orders", OrdersService.Build, inspect);
        shop.Analytics = await shop.StartAsync("Analytics", AnalyticsService.Build);
        shop.Payments = await shop.StartAsync("Payments", PaymentsService.Build);
        return shop;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in Enumerable.Reverse(_started))
        {
            await service.DisposeAsync();
        }

        await People.DisposeAsync();
        await Jobs.DisposeAsync();
        _authority.Dispose();
        Disk.Dispose();
    }

    private void AddNames()
    {
        var ports = FreePorts.Find(4);
        _names.Add("https://id.shop.example", People.Issuer);
        _names.Add("https://jobs.shop.internal", Jobs.Issuer);

        // Everything is https in production. Here one link shows it, and http to this machine will do for the others in Development.
        _names.Add("https://gateway.shop.internal", $"http://127.0.0.1:{ports[0]}");
        _names.Add("https://orders.shop.internal", $"http://127.0.0.1:{ports[1]}");
        _names.Add("https://analytics.shop.internal", $"http://127.0.0.1:{ports[2]}");
        _names.Add("https://payments.shop.internal", $"https://127.0.0.1:{ports[3]}");
        _names.Add("/run/", Disk.PathOf("/run/"));
        _names.Add("/var/lib/", Disk.PathOf("/var/lib/"));
    }

    private async Task<WebApplication> StartAsync(string name, Func<WebApplicationBuilder, WebApplication> build, Action<WebApplication>? add = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = Environments.Development,
            ContentRootPath = Path.Combine(AppContext.BaseDirectory, "Services", name),
        });
        _names.ApplyTo(builder.Configuration);
        if (_quiet)
        {
            builder.Logging.ClearProviders();
        }

        _prepare?.Invoke(new(name, builder, Disk));
        var service = build(builder);
        add?.Invoke(service);
        _started.Add(service);
        await service.StartAsync();
        return service;
    }
}
