using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.AspNetCore.Tests.Publishing;

/// <summary>
/// <c>AddServiceToken</c> from end to end: two services on real servers, the caller's own ring and minter, its published keys, the callee's
/// discovery. Nothing between them is a stand-in.
/// </summary>
public sealed class OutboundServiceTests : IAsyncLifetime, IDisposable
{
    private readonly string _ordersAddress = $"http://127.0.0.1:{FindPort()}";
    private readonly string _paymentsAddress = $"http://127.0.0.1:{FindPort()}";
    private readonly HttpClient _client = new();
    private FakeTokenIssuer _users = null!;
    private WebApplication _orders = null!;
    private WebApplication _payments = null!;
    private int _charges;

    public async Task InitializeAsync()
    {
        _users = await FakeTokenIssuer.StartAsync();
        _orders = await StartAsync(_ordersAddress, AddOrders, MapOrders);
        _payments = await StartAsync(_paymentsAddress, AddPayments, MapPayments);
    }

    public async Task DisposeAsync()
    {
        await _orders.DisposeAsync();
        await _payments.DisposeAsync();
        await _users.DisposeAsync();
    }

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task ServiceCallsForItself_TheCalleeSeesTheService()
    {
        Assert.Equal("200 service 'orders'", await OrderAsync("/restock"));
        Assert.Equal("200 service 'orders'", await OrderAsync("/restock"));
        Assert.Equal(2, _charges);
    }

    [Fact]
    public async Task ServiceCallsForAUser_TheCalleeSeesBoth()
    {
        Assert.Equal("200 service 'orders' for user 'alice' of 'corporate'", await OrderAsync("/buy", "alice", "payments:charge"));
        Assert.Equal("200 service 'orders' for user 'bob' of 'corporate'", await OrderAsync("/buy", "bob", "payments:charge"));
        Assert.Equal("403 ", (await OrderAsync("/buy", "eve", "orders:read"))[..4]);
    }

    [Fact]
    public async Task KeyIsRevoked_TheHeldTokenIsRefusedOnceAndReplaced()
    {
        Assert.Equal("200 service 'orders'", await OrderAsync("/restock"));
        var ring = _orders.Services.GetRequiredService<IKeyRing>();
        Assert.True(await ring.RevokeAsync(ring.Keys[0].KeyId));

        // A token of another key has the callee fetch the set, from which the revoked key is gone.
        Assert.Equal("200 ", (await OrderAsync("/buy", "alice", "payments:charge"))[..4]);
        var before = _payments.Services.GetRequiredService<InMemoryAuditTrail>().Events.Count;
        Assert.Equal("200 service 'orders'", await OrderAsync("/restock"));

        var events = _payments.Services.GetRequiredService<InMemoryAuditTrail>().Events.Skip(before).Select(static e => (e.Outcome, e.Reason));
        Assert.Equal([(AuditOutcome.Denied, "KeyUnknown"), (AuditOutcome.Allowed, null)], events);
    }

    private static int FindPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<WebApplication> StartAsync(string address, Action<IServiceCollection> add, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.WebHost.UseUrls(address);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<InMemoryAuditTrail>();
        builder.Services.AddSingleton<IAuditTrail>(static services => services.GetRequiredService<InMemoryAuditTrail>());
        add(builder.Services);
        var app = builder.Build();
        app.UseZeroTrust();
        map(app);
        await app.StartAsync();
        return app;
    }

    private static void MapOrders(WebApplication app)
    {
        app.MapServiceKeys();
        app.MapPost("/restock", static (IHttpClientFactory clients) => ChargeAsync(clients, null)).AllowAnonymousBecause("a test");
        app.MapPost("/buy", static (HttpContext http, IHttpClientFactory clients) => ChargeAsync(clients, http.GetDelegatedUser())).RequireUser();
    }

    private static async Task<string> ChargeAsync(IHttpClientFactory clients, DelegatedUser? user)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/charge");
        using var answer = await clients.CreateClient("payments").SendAsync(user is null ? request : request.ForUser(user));
        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
    }

    private void AddOrders(IServiceCollection services)
    {
        services.AddZeroTrust(options =>
            {
                options.Service = "orders";
                options.TrustIssuer("corporate", _users.Issuer, _users.Audience);
            })
            .AddServiceTokens(tokens =>
            {
                (tokens.Issuer, tokens.ActForUsersOf) = (_ordersAddress, "corporate");
                tokens.Grants["payments"] = ["payments:charge"];
            });
        services.AddHttpClient("payments", http => http.BaseAddress = new(_paymentsAddress)).AddServiceToken("payments");
    }

    private void AddPayments(IServiceCollection services) => services.AddZeroTrust(options =>
    {
        options.TrustIssuer("corporate", _users.Issuer, "payments").Kind = IssuerKind.Users;
        options.Issuers["corporate"].MayAssert = new();
        var orders = options.TrustIssuer("orders", _ordersAddress, "payments");
        (orders.Kind, orders.Service, orders.MayAssert) = (IssuerKind.Services, "orders", new() { Permissions = ["payments:charge"] });
        orders.MayActForUsersOf.Add("corporate");
        options.AllowCallers("payments:charge", "orders");
    });

    private void MapPayments(WebApplication app) => app.MapPost("/charge", (HttpContext http) =>
    {
        Interlocked.Increment(ref _charges);
        return http.GetCaller().ToString();
    }).RequirePermission("payments:charge").AllowCallers();

    private async Task<string> OrderAsync(string path, string? user = null, params string[] permissions)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_ordersAddress + path));
        request.Headers.Authorization = user is null ? null : new AuthenticationHeaderValue("Bearer", _users.User(user).Token(permissions).Build());
        using var answer = await _client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }
}
