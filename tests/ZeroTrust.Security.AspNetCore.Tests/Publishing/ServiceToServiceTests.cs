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

/// <summary>Two services on real servers: <c>orders</c> mints and publishes, <c>payments</c> finds the keys by discovery.</summary>
public sealed class ServiceToServiceTests
{
    [Fact]
    public async Task Call_WithATokenOfItsOwn_ProvesTheServiceAndWhatItMay()
    {
        await using var pair = await Pair.StartAsync();
        var minter = pair.Orders.Services.GetRequiredService<IServiceTokenMinter>();

        Assert.Equal((HttpStatusCode.OK, "service 'orders'"), await pair.ChargeAsync(await minter.MintAsync(new() { Audience = "payments" })));
        Assert.Equal(HttpStatusCode.Forbidden, (await pair.ChargeAsync(await minter.MintAsync(new() { Audience = "payments", Permissions = ["payments:refund"] }))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await pair.ChargeAsync(await minter.MintAsync(new() { Audience = "stock" }))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await pair.ChargeAsync(null)).Status);
    }

    [Fact]
    public async Task Call_ForAUser_ProvesBoth()
    {
        await using var pair = await Pair.StartAsync();
        var user = await pair.ProveAsync(pair.Users.User("alice").Token("payments:charge", "orders:read").Build());

        var token = await pair.Orders.Services.GetRequiredService<IServiceTokenMinter>().MintAsync(new() { Audience = "payments", User = user });

        Assert.Equal((HttpStatusCode.OK, "service 'orders' for user 'alice' of 'corporate'"), await pair.ChargeAsync(token));
    }

    [Fact]
    public async Task Call_ForAUserWithoutThePermission_IsRefused()
    {
        await using var pair = await Pair.StartAsync();
        var user = await pair.ProveAsync(pair.Users.User("alice").Token("orders:read").Build());

        var token = await pair.Orders.Services.GetRequiredService<IServiceTokenMinter>().MintAsync(new() { Audience = "payments", User = user });

        Assert.Equal(HttpStatusCode.Forbidden, (await pair.ChargeAsync(token)).Status);
    }

    [Fact]
    public async Task Call_AfterTheKeyWasRevoked_IsTakenWithTheNextOneAtOnce()
    {
        await using var pair = await Pair.StartAsync();
        var (minter, ring) = (pair.Orders.Services.GetRequiredService<IServiceTokenMinter>(), pair.Orders.Services.GetRequiredService<IKeyRing>());
        var stolen = await minter.MintAsync(new() { Audience = "payments" });
        Assert.Equal(HttpStatusCode.OK, (await pair.ChargeAsync(stolen)).Status);

        Assert.True(await ring.RevokeAsync(ring.Keys[0].KeyId));

        Assert.Equal(HttpStatusCode.OK, (await pair.ChargeAsync(await minter.MintAsync(new() { Audience = "payments" }))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await pair.ChargeAsync(stolen)).Status);
    }

    private sealed class Pair(WebApplication orders, WebApplication payments, FakeTokenIssuer users) : IAsyncDisposable
    {
        private readonly HttpClient _client = new() { BaseAddress = new(payments.Urls.First()) };

        public WebApplication Orders => orders;

        public FakeTokenIssuer Users => users;

        public static async Task<Pair> StartAsync()
        {
            var users = await FakeTokenIssuer.StartAsync();
            var issuer = $"http://127.0.0.1:{FindPort()}";
            var orders = await StartAsync(issuer, builder =>
            {
                builder.Services.AddZeroTrust(options =>
                    {
                        options.Service = "orders";
                        options.TrustIssuer("corporate", users.Issuer, users.Audience);
                    })
                    .AddServiceTokens(tokens =>
                    {
                        (tokens.Issuer, tokens.ActForUsersOf) = (issuer, "corporate");
                        tokens.Grants["payments"] = ["payments:charge", "payments:refund"];
                    });
            }, static app => app.MapServiceKeys());
            var payments = await StartAsync("http://127.0.0.1:0", builder => builder.Services.AddZeroTrust(options =>
            {
                options.TrustIssuer("corporate", users.Issuer, "payments").Kind = IssuerKind.Users;
                options.Issuers["corporate"].MayAssert = new();
                var trusted = options.TrustIssuer("orders", issuer, "payments");
                (trusted.Kind, trusted.Service, trusted.MayAssert) = (IssuerKind.Services, "orders", new() { Permissions = ["payments:*"] });
                trusted.MayActForUsersOf.Add("corporate");
            }), static app => app.MapPost("/charge", static (HttpContext http) => http.GetCaller().ToString()).RequirePermission("payments:charge").AllowCallers("orders"));
            return new(orders, payments, users);
        }

        public async Task<(HttpStatusCode Status, string Body)> ChargeAsync(ServiceToken? token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/charge");
            request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token.Reveal());
            using var answer = await _client.SendAsync(request);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }

        /// <summary>Proves a user's token as <c>orders</c> does.</summary>
        public async Task<DelegatedUser> ProveAsync(string token)
        {
            var verdict = await orders.Services.GetRequiredService<ITokenValidator>().ValidateAsync(token.AsMemory());
            Assert.Equal(TokenFailure.None, verdict.Failure);
            return new() { Token = verdict.Token! };
        }

        public async ValueTask DisposeAsync()
        {
            _client.Dispose();
            await orders.DisposeAsync();
            await payments.DisposeAsync();
            await users.DisposeAsync();
        }

        private static async Task<WebApplication> StartAsync(string address, Action<WebApplicationBuilder> configure, Action<WebApplication> map)
        {
            var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
            builder.WebHost.UseUrls(address);
            builder.Logging.ClearProviders();
            configure(builder);
            var app = builder.Build();
            app.UseZeroTrust();
            map(app);
            await app.StartAsync();
            return app;
        }

        // The issuer's name holds the port, so it is chosen before the service starts.
        private static int FindPort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
