using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Gateway;

/// <summary>What the gateway puts into a request, and what it refuses.</summary>
public sealed class GatewayTests
{
    [Fact]
    public async Task Request_OfAUser_GoesOnWithATokenOfTheGatewayAlone()
    {
        await using var site = await GatewaySite.StartAsync();
        var outside = site.Token("alice", "orders:read", "payments:charge");

        Assert.Equal("200", await site.GetAsync("/orders/7", outside).ShortAsync());

        var claims = ClaimsOf(site.Seen.Token!);
        Assert.NotEqual(outside, site.Seen.Token);
        Assert.Equal(
            (GatewaySite.TokenIssuer, "alice", "orders", GatewaySite.Service),
            (claims.GetProperty("iss").GetString(), claims.GetProperty("sub").GetString(), claims.GetProperty("aud").GetString(), claims.GetProperty("act").GetProperty("sub").GetString()));
        Assert.Equal(["orders:read"], claims.GetProperty("permissions").EnumerateArray().Select(static item => item.GetString()!));
        Assert.DoesNotContain(site.Seen.Headers, header => header.Key != "Authorization" && header.Value.ToString().Contains(outside, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Request_WithoutACredential_GoesOnWithoutOne()
    {
        await using var site = await GatewaySite.StartAsync();

        Assert.Equal("200", await site.GetAsync("/open/orders").ShortAsync());
        Assert.Null(site.Seen.Token);
        Assert.Equal("401 credential_missing", await site.GetAsync("/orders").ShortAsync());
        Assert.Equal(0, site.Seen.Count);
    }

    [Fact]
    public async Task Request_ToAPathWithoutAService_GoesOnWithoutToken()
    {
        await using var site = await GatewaySite.StartAsync();

        Assert.Equal("200", await site.GetAsync("/elsewhere", site.Token()).ShortAsync());
        Assert.Null(site.Seen.Token);
        Assert.Equal("200", await site.GetAsync("/ordersx", site.Token()).ShortAsync());
        Assert.Null(site.Seen.Token);
    }

    [Theory]
    [InlineData("/open/orders")]
    [InlineData("/open/elsewhere")]
    [InlineData("/orders")]
    public async Task Request_WithABadToken_IsRefusedOnEveryPathAndOnRecord(string path)
    {
        await using var site = await GatewaySite.StartAsync();

        Assert.Equal("401 invalid_token", await site.GetAsync(path, site.Users.User("alice").Token().Expired().Build()).ShortAsync());

        Assert.Equal(0, site.Seen.Count);
        var refused = Assert.Single(site.Trail.Events);
        Assert.Equal((AuditOutcome.Denied, "Expired"), (refused.Outcome, refused.Reason));
    }

    [Fact]
    public async Task Request_WithABadToken_IsRefusedBeforeAnythingElseRuns()
    {
        await using var site = await GatewaySite.StartAsync(static (app, seen) =>
        {
            app.UseZeroTrustGateway();
            app.Use((context, next) =>
            {
                seen.Note(context);
                return next(context);
            });
            app.UseZeroTrust();
        });

        Assert.Equal("401 invalid_token", await site.GetAsync("/", "a.b.c").ShortAsync());
        Assert.Equal(0, site.Seen.Count);
    }

    [Fact]
    public async Task Request_WithAnotherScheme_GoesOnWithoutIt()
    {
        await using var site = await GatewaySite.StartAsync();

        Assert.Equal("200", await site.GetAsync("/open/orders", null, ("Authorization", "Basic YWxpY2U6c2VjcmV0")).ShortAsync());
        Assert.Null(site.Seen.Token);
    }

    [Fact]
    public async Task Tokens_AreKeptForTheirCallerAndService()
    {
        await using var site = await GatewaySite.StartAsync(settings: new Dictionary<string, string?> { ["Gateway:Routes:stock:Paths"] = "/stock" });
        var (alice, bob) = (site.Token("alice"), site.Token("bob"));
        var first = await TokenOfAsync(site, "/orders", alice);

        Assert.Equal(first, await TokenOfAsync(site, "/orders/8?page=2", alice));
        Assert.Equal("bob", ClaimsOf(await TokenOfAsync(site, "/orders", bob)).GetProperty("sub").GetString());
        Assert.Equal("stock", ClaimsOf(await TokenOfAsync(site, "/stock", alice)).GetProperty("aud").GetString());
        Assert.Equal(first, await TokenOfAsync(site, "/orders", alice));
    }

    [Fact]
    public async Task Token_AtItsEnd_IsRefusedThoughTheSkewAllowsIt()
    {
        await using var site = await GatewaySite.StartAsync();
        var alice = site.Users.User("alice").Token().ExpiresIn(TimeSpan.FromMinutes(1)).Build();
        await TokenOfAsync(site, "/orders", alice);
        site.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("401 invalid_token", await site.GetAsync("/orders", alice).ShortAsync());
        Assert.Equal("200", await site.GetAsync("/elsewhere", alice).ShortAsync());
    }

    [Fact]
    public async Task Token_ThatIsRevoked_TakesTheKeptOneWithIt()
    {
        await using var site = await GatewaySite.StartAsync();
        var alice = site.Token();
        await TokenOfAsync(site, "/orders", alice);
        var revocations = site.Services.GetRequiredService<IRevocationService>();
        await revocations.RevokeAsync(Revocation.Of(new("corporate", RevocationKind.Subject, "alice"), revocations.Now.AddMinutes(1), null));

        Assert.Equal("401 invalid_token", await site.GetAsync("/orders", alice).ShortAsync());
        Assert.Equal("401 invalid_token", await site.GetAsync("/open/orders", alice).ShortAsync());
        Assert.Equal(0, site.Seen.Count);
    }

    [Fact]
    public async Task Key_ThatIsRevoked_SignsNoTokenThatIsHandedOn()
    {
        await using var site = await GatewaySite.StartAsync();
        var alice = site.Token();
        var before = KeyOf(await TokenOfAsync(site, "/orders", alice));
        Assert.True(await site.Services.GetRequiredService<IKeyRing>().RevokeAsync(before));

        var after = await TokenOfAsync(site, "/orders", alice);
        Assert.NotEqual(before, KeyOf(after));
        Assert.Equal(after, await TokenOfAsync(site, "/orders", alice));
    }

    [Theory]
    [InlineData("/orders")]
    [InlineData("/open/orders")]
    public async Task Service_OfTheOutside_IsNotHandedOnAsTheGateway(string path)
    {
        await using var site = await GatewaySite.StartAsync(settings: new Dictionary<string, string?>
        {
            ["Issuers:corporate:Kind"] = "Services", ["Issuers:corporate:Service"] = "partner",
        });
        var partner = site.Users.Service("partner").Token().Build();

        Assert.Equal("403 access_denied", await site.GetAsync(path, partner).ShortAsync());
        Assert.Equal((0, "gateway_speaks_for_users"), (site.Seen.Count, site.Trail.Events[^1].Reason));
        Assert.Equal("200", await site.GetAsync("/open/elsewhere", partner).ShortAsync());
        Assert.Null(site.Seen.Token);
    }

    [Fact]
    public async Task User_ForWhomTheGatewayMayNotSpeak_IsRefused()
    {
        var minter = new StubMinter { Fault = new(ServiceTokenFailure.NotGranted, "not these users") };
        await using var site = await GatewaySite.StartAsync(configure: builder => builder.Services.AddSingleton<IServiceTokenMinter>(minter));
        var alice = site.Token();

        Assert.Equal("403 access_denied", await site.GetAsync("/open/orders", alice).ShortAsync());
        Assert.Equal("403 access_denied", await site.GetAsync("/open/orders", alice).ShortAsync());
        Assert.Equal((0, 1, "internal_token_refused"), (site.Seen.Count, minter.Calls, site.Trail.Events[^1].Reason));

        minter.Fault = new(ServiceTokenFailure.NoKey, "no ring");
        Assert.Equal("503 keys_unavailable", await site.GetAsync("/open/orders", site.Token("bob")).ShortAsync());
        Assert.Equal((0, AuditOutcome.Failed), (site.Seen.Count, site.Trail.Events[^1].Outcome));
    }

    [Fact]
    public async Task GetInternalToken_ForTheNextHopOfTheCodesOwnChoice_IsTheKeptOne()
    {
        var tokens = new List<ServiceToken?>();
        await using var site = await GatewaySite.StartAsync((app, _) =>
        {
            app.UseZeroTrustGateway();
            app.UseZeroTrust();
            app.MapGet("/{**rest}", async (HttpContext http) => tokens.Add(await http.GetInternalTokenAsync("orders"))).AllowAnonymousBecause("a test");
        });
        var alice = site.Token();
        await site.GetAsync("/elsewhere", alice);
        await site.GetAsync("/orders", alice);
        await site.GetAsync("/elsewhere");

        Assert.Equal("orders", ClaimsOf(tokens[0]!.Reveal()).GetProperty("aud").GetString());
        Assert.Same(tokens[0], tokens[1]);
        Assert.Null(tokens[2]);
    }

    [Fact]
    public async Task GetDelegatedUser_BehindTheGateway_HasNoText()
    {
        DelegatedUser? user = null;
        await using var site = await GatewaySite.StartAsync((app, _) =>
        {
            app.UseZeroTrustGateway();
            app.UseZeroTrust();
            app.MapGet("/orders", (HttpContext http) => user = http.GetDelegatedUser()).RequireUser();
        });
        await site.GetAsync("/orders", site.Token());

        Assert.Equal("alice", user!.Token.Caller.User!.Subject);
        Assert.Null(user.Text);
    }

    [Fact]
    public async Task TokenInTheQuery_ProvesTheCallerAndGoesNoFurther()
    {
        await using var site = await GatewaySite.StartAsync(settings: new Dictionary<string, string?> { ["TokenInQuery"] = "/orders" });
        var alice = site.Token();

        Assert.Equal("200", await site.GetAsync($"/orders?a=1&access_token={alice}&b=%20", null, ("Accept", "text/event-stream")).ShortAsync());

        Assert.Equal("/orders?a=1&b=%20", site.Seen.Target.Split(' ')[0]);
        Assert.DoesNotContain(alice, site.Seen.Target, StringComparison.Ordinal);
        Assert.Equal("alice", ClaimsOf(site.Seen.Token!).GetProperty("sub").GetString());

        // Where it proves nobody it goes no further either, however its name is written.
        Assert.Equal("200", await site.GetAsync($"/open/orders?Access%5FToken={alice}").ShortAsync());
        Assert.Equal("/open/orders", site.Seen.Target.Split(' ')[0]);
        Assert.Equal("200", await site.GetAsync($"/open/orders?a=1;access_token={alice};b&c").ShortAsync());
        Assert.Equal("/open/orders?a=1;b&c", site.Seen.Target.Split(' ')[0]);
        Assert.Equal("200", await site.GetAsync("/open/orders?token=1&x=%20&access_tokens=2").ShortAsync());
        Assert.Equal("/open/orders?token=1&x=%20&access_tokens=2", site.Seen.Target.Split(' ')[0]);
    }

    [Fact]
    public async Task SecondPass_OfAnErrorPage_KeepsTheCallerAndTakesTheServiceOfItsOwnPath()
    {
        await using var site = await GatewaySite.StartAsync(static (app, seen) =>
        {
            app.UseStatusCodePagesWithReExecute("/errors");
            app.UseZeroTrustGateway();
            app.UseZeroTrust();
            app.MapGet("/orders", static () => Results.StatusCode(StatusCodes.Status418ImATeapot)).RequireUser();
            app.MapGet("/errors", (HttpContext http) => $"{seen.Note(http)} {http.GetCaller()}").AllowAnonymousBecause("an error page");
        });

        using var answer = await site.GetAsync("/orders", site.Token());

        Assert.Equal("seen user 'alice' of 'corporate'", await answer.Content.ReadAsStringAsync());
        Assert.Null(site.Seen.Token);
    }

    private static async Task<string> TokenOfAsync(GatewaySite site, string path, string outside)
    {
        Assert.Equal(HttpStatusCode.OK, (await site.GetAsync(path, outside)).StatusCode);
        return site.Seen.Token!;
    }

    private static JsonElement ClaimsOf(string token) => PartOf(token, 1);

    private static string KeyOf(string token) => PartOf(token, 0).GetProperty("kid").GetString()!;

    private static JsonElement PartOf(string token, int part) =>
        JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[part])).RootElement;
}
