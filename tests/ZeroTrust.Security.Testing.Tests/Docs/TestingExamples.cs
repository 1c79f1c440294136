using System.Net;
using System.Text;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace ZeroTrust.Security.Testing.Tests.Docs;

/// <summary>The code of docs/testing.md, run against the Orders sample.</summary>
public sealed class TestingExamples
{
    [Fact]
    public async Task Factory_TrustsTheFakeIssuer_WithValidationOn()
    {
        await using var issuer = await FakeTokenIssuer.StartAsync(new() { Audience = "orders" });
        await using var factory = new WebApplicationFactory<Program>().WithWebHostBuilder(
            host => host.ConfigureTestServices(services => services.TrustFakeIssuer(issuer)));

        using var client = factory.CreateClient().As(issuer.User("alice").WithRoles("customer"));

        var own = await client.GetAsync(new Uri("/customers/alice/orders", UriKind.Relative));
        var others = await client.GetAsync(new Uri("/customers/bob/orders", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, others.StatusCode);
    }

    [Fact]
    public async Task Tokens_GoodAndBad_AreAnsweredAsTheyDeserve()
    {
        await using var issuer = await FakeTokenIssuer.StartAsync(new() { Audience = "orders" });
        await using var factory = OrdersFactory(services => services.TrustFakeIssuer(issuer));

        var good = issuer.Token().ForUser("alice").WithPermissions("orders:read").WithRoles("customer").Build();
        var expired = issuer.Token().Expired().Build();
        var elsewhere = issuer.Token().WithAudience("payments").Build();
        var confused = issuer.Token().SignedWithSecret(Encoding.ASCII.GetBytes(issuer.CurrentKey.PublicPem())).Build();
        var forged = issuer.Token().WithEmbeddedKey().Build();
        var twice = issuer.Token().RawPayload("""{"sub":"alice","sub":"root"}""").Build();
        var cut = Tamper.CutSignature(good);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(factory, good));
        foreach (var bad in new[] { expired, elsewhere, confused, forged, twice, cut })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(factory, bad));
        }
    }

    [Fact]
    public async Task Rotation_NewKey_IsFetchedWithinTheRequest()
    {
        await using var issuer = await FakeTokenIssuer.StartAsync(new() { Audience = "orders" });
        await using var factory = OrdersFactory(services => services.TrustFakeIssuer(issuer));
        var alice = issuer.User("alice").WithRoles("customer");
        var orders = new Uri("/customers/alice/orders", UriKind.Relative);
        using var client = factory.CreateClient().As(alice);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(orders)).StatusCode);

        var old = issuer.CurrentKey;
        issuer.Rotate();
        issuer.Remove(old.KeyId);
        client.As(alice);

        Task<HttpResponseMessage> request;
        using (var gate = issuer.Hold(IssuerEndpoint.Keys))
        {
            request = client.GetAsync(orders);
            await gate.Arrived;
        }

        var response = await request;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        issuer.Break(IssuerEndpoint.Keys, IssuerFault.Status(500));
        issuer.Repair(IssuerEndpoint.Keys);
    }

    [Fact]
    public async Task StandIn_TrailAndClock_AreTheTests()
    {
        var clock = new ManualTimeProvider();
        var trail = new InMemoryAuditTrail();
        await using var issuer = await FakeTokenIssuer.StartAsync(new() { Audience = "orders", Clock = clock });
        await using var factory = OrdersFactory(services =>
        {
            services.TrustFakeIssuer(issuer, audience: "orders", trust =>
            {
                trust.Name = "corporate";
                trust.AndNoOther = true;
            });

            services.AddSingleton<TimeProvider>(clock);
            services.AddSingleton<IAuditTrail>(trail);
        });

        var token = issuer.User("alice").WithRoles("customer").Token().Build();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(factory, token));
        clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(factory, token));

        Assert.Equal([AuditOutcome.Allowed, AuditOutcome.Denied], trail.Events.Select(static entry => entry.Outcome));
        Assert.Equal("corporate", trail.Events[0].Caller.User!.IssuerName);
        Assert.Equal(nameof(TokenFailure.Expired), trail.Events[1].Reason);
    }

    private static WebApplicationFactory<Program> OrdersFactory(Action<IServiceCollection> services) =>
        new WebApplicationFactory<Program>().WithWebHostBuilder(host => host.ConfigureTestServices(services));

    private static async Task<HttpStatusCode> StatusAsync(WebApplicationFactory<Program> factory, string token)
    {
        using var client = factory.CreateClient().WithToken(token);
        using var response = await client.GetAsync(new Uri("/customers/alice/orders", UriKind.Relative));
        return response.StatusCode;
    }
}
