using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Pipeline;

/// <summary>A service proven beside the bearer token: by a key in the request, or by the connection.</summary>
public sealed class CompanionProofTests
{
    private const string Key = "X-Key";
    private const string Wire = "X-Wire";

    private readonly StubCompanion _key = new StubCompanion(Key, isOfRequest: true)
        .With("orders", Callers.Service("orders", "payments:charge"))
        .With("refunds", Callers.Service("refunds"))
        .With(Key + ".bearer", Callers.Service("orders"));

    private readonly StubCompanion _wire = new StubCompanion(Wire, isOfRequest: false)
        .With("orders", Callers.Service("orders"));

    [Theory]
    [InlineData("/service", "orders", "200")]
    [InlineData("/service", "refunds", "403 access_denied")]
    [InlineData("/service", "wrong", "401 invalid_token")]
    [InlineData("/service", null, "401 credential_missing")]
    [InlineData("/both", "orders", "403 access_denied")]
    [InlineData("/permission", "orders", "200")]
    [InlineData("/permission", "refunds", "403 insufficient_scope")]
    [InlineData("/anybody", "wrong", "401 invalid_token")]
    [InlineData("/framework", "orders", "200")]
    [InlineData("/framework", "wrong", "401 invalid_token")]
    [InlineData("/nowhere", "orders", "404")]
    [InlineData("/undeclared", "orders", "403 access_denied")]
    public async Task KeyAlone_ProvesTheService(string path, string? key, string expected)
    {
        await using var site = await StartAsync();

        Assert.Equal(expected, await SendAsync(site, path, null, key).ShortAsync());
    }

    [Theory]
    [InlineData("/both", "alice", "orders", "200")]
    [InlineData("/both", "alice", "refunds", "403 access_denied")]
    [InlineData("/both", "alice", "wrong", "401 invalid_token")]
    [InlineData("/both", "wrong", "orders", "401 invalid_token")]
    [InlineData("/charge", "alice", "orders", "200")]
    [InlineData("/charge", "bob", "orders", "403 insufficient_scope")]
    [InlineData("/both", "service", "orders", "403 access_denied")]
    [InlineData("/both", "service", "refunds", "400 invalid_request")]
    [InlineData("/permission", "alice", "orders", "400 invalid_request")]
    [InlineData("/service", "alice", "orders", "400 invalid_request")]
    [InlineData("/service", "wrong", "orders", "400 invalid_request")]
    [InlineData("/service", "alice", "wrong", "400 invalid_request")]
    [InlineData("/user", "alice", "orders", "400 invalid_request")]
    [InlineData("/anybody", "alice", "orders", "400 invalid_request")]
    [InlineData("/framework", "alice", "orders", "400 invalid_request")]
    [InlineData("/nowhere", "alice", "orders", "400 invalid_request")]
    public async Task KeyBesideABearer_IsTakenOnlyWhereBothAreAskedFor(string path, string token, string key, string expected)
    {
        await using var site = await StartAsync();

        Assert.Equal(expected, await SendAsync(site, path, token, key).ShortAsync());
    }

    [Theory]
    [InlineData("/service", "alice", "200")]
    [InlineData("/permission", "alice", "200")]
    [InlineData("/permission", "bob", "403 insufficient_scope")]
    [InlineData("/user", "alice", "200")]
    [InlineData("/both", "alice", "200")]
    [InlineData("/anybody", "alice", "200")]
    [InlineData("/service", "service", "200")]
    [InlineData("/service", "other-service", "400 invalid_request")]
    public async Task ProofOfTheConnection_IsSimplyThere(string path, string token, string expected)
    {
        await using var site = await StartAsync();

        Assert.Equal(expected, await SendAsync(site, path, token, null, "orders").ShortAsync());
    }

    [Fact]
    public async Task TwoProofs_UserAndPermissionsAreTheTokens_TheServiceIsTheKeys()
    {
        Caller? seen = null;
        await using var site = await StartAsync(context => seen = context.GetCaller());

        Assert.Equal("200", await SendAsync(site, "/both", "bob", "orders").ShortAsync());

        Assert.Equal("bob", seen!.User?.Subject);
        Assert.Equal("orders", seen.Service?.Name);
        Assert.Equal("acme", seen.Tenant);
        Assert.Equal("app", seen.Client);
        Assert.Empty(seen.Permissions.Permissions);
        Assert.Equal(seen, Assert.Single(site.Trail.Events).Caller);
    }

    [Fact]
    public async Task KeyAndConnection_OneService_ThePermissionsAreTheKeys()
    {
        await using var site = await StartAsync();

        Assert.Equal("200", await SendAsync(site, "/permission", null, "orders", "orders").ShortAsync());
        Assert.Equal("400 invalid_request", await SendAsync(site, "/permission", null, "refunds", "orders").ShortAsync());
    }

    [Fact]
    public async Task KeyAlone_IsTheUserOfTheFramework()
    {
        string? name = null;
        await using var site = await StartAsync(context => name = context.User.Identity is { IsAuthenticated: true } identity ? identity.Name : null);

        Assert.Equal("200", await SendAsync(site, "/service", null, "orders").ShortAsync());

        Assert.Equal("orders", name);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task KeyAsBearer_IsNoTokenAndNoSecondCredential(bool inQuery)
    {
        await using var site = await StartAsync(configure: static builder => builder.Services.AddZeroTrustCore().AllowTokenInQuery("/service"));
        var client = site.Client();
        client.DefaultRequestHeaders.Accept.ParseAdd("text/event-stream");
        var request = new HttpRequestMessage(HttpMethod.Get, inQuery ? $"/service?access_token={Key}.bearer" : "/service");
        if (!inQuery)
        {
            request.Headers.Authorization = new("Bearer", Key + ".bearer");
        }

        Assert.Equal(inQuery ? "401 invalid_token" : "200", await client.SendAsync(request).ShortAsync());
        Assert.Equal(inQuery ? 1 : 0, site.Tokens.Calls);
    }

    [Fact]
    public async Task OtherSchemeBesideAKey_IsTwoCredentials()
    {
        await using var site = await StartAsync();
        var request = new HttpRequestMessage(HttpMethod.Get, "/service") { Headers = { { Key, "orders" } } };
        request.Headers.Authorization = new("Basic", "YTpi");

        Assert.Equal("400 invalid_request", await site.Client().SendAsync(request).ShortAsync());
    }

    [Fact]
    public async Task ProofsThatWait_AreAskedOnceAndOneAfterTheOther()
    {
        var wait = new TaskCompletionSource();
        await using var site = await StartAsync();
        (_key.Wait, _wire.Wait, site.Tokens.Wait) = (wait.Task, wait.Task, wait.Task);

        var sending = SendAsync(site, "/throws", "alice", "orders", "orders");
        wait.SetResult();

        Assert.Equal("500", await sending.ShortAsync());
        Assert.Equal((1, 1, 1), (_key.Calls, _wire.Calls, site.Tokens.Calls));
        Assert.Equal([AuditOutcome.Allowed, AuditOutcome.Allowed], site.Trail.Events.Select(static e => e.Outcome));
    }

    [Fact]
    public async Task RefusedKey_IsOnRecordWithWhatItClaimed()
    {
        await using var site = await StartAsync();

        await SendAsync(site, "/both", "alice", "wrong");

        var denied = Assert.Single(site.Trail.Events);
        Assert.Equal((AuditOutcome.Denied, "SignatureInvalid", "claimed"), (denied.Outcome, denied.Reason, denied.Unverified?.ClaimedKeyId));
    }

    private static Task<HttpResponseMessage> SendAsync(Site site, string path, string? token, string? key, string? wire = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in new[] { (Key, key), (Wire, wire), ("Authorization", token is null ? null : $"Bearer {token}") })
        {
            if (value is not null)
            {
                request.Headers.Add(name, value);
            }
        }

        return site.Client().SendAsync(request);
    }

    private async Task<Site> StartAsync(Action<HttpContext>? handler = null, Action<WebApplicationBuilder>? configure = null)
    {
        var site = await Site.StartAsync(
            app =>
            {
                app.UseExceptionHandler("/anybody");
                app.UseZeroTrust();
                Map(app, handler ?? (static _ => { }));
            },
            builder =>
            {
                _wire.AddTo(builder);
                _key.AddTo(builder);
                configure?.Invoke(builder);
            },
            kestrel: false);
        site.Tokens.Add("alice", Callers.User("alice", "payments:charge"));
        site.Tokens.Add("bob", new() { User = new("corporate", "bob"), Tenant = "acme", Client = "app" });
        site.Tokens.Add("service", Callers.Service("orders"));
        site.Tokens.Add("other-service", Callers.Service("refunds"));
        return site;
    }

    private static void Map(WebApplication app, Action<HttpContext> handler)
    {
        app.MapGet("/service", handler).AllowCallers("orders");
        app.MapGet("/permission", handler).RequirePermission("payments:charge");
        app.MapGet("/charge", handler).RequirePermission("payments:charge").AllowCallers("orders");
        app.MapGet("/user", handler).RequireUser();
        app.MapGet("/both", handler).RequireUser().AllowCallers("orders");
        app.MapGet("/throws", void () => throw new InvalidOperationException("boom")).RequireUser().AllowCallers("orders");
        app.MapGet("/anybody", handler).AllowAnonymousBecause("a test");
        app.MapGet("/framework", handler).WithMetadata(new AuthorizeAttribute());
        app.MapGet("/undeclared", handler);
    }
}
