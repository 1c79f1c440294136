using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.AspNetCore.Credentials;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Authorization;

/// <summary>Which services may call, by the table <c>ZeroTrust:Callers</c>.</summary>
public sealed class CallerTableTests
{
    private const string Charge = "payments:charge";
    private const string Refund = "payments:refund";
    private const string Denied = "403 access_denied";

    private static readonly string[] All = [Charge, Refund, "payments:list"];

    private readonly StubTrust _trust = new();

    public CallerTableTests() => SetTable(new() { [Charge] = ["orders", "refunds"], [Refund] = ["refunds"] });

    [Theory]
    [InlineData("/charge", "orders", "200")]
    [InlineData("/charge", "refunds", "200")]
    [InlineData("/charge", "analytics", Denied)]
    [InlineData("/charge", "Orders", Denied)]
    [InlineData("/both", "orders", Denied)]
    [InlineData("/both", "refunds", "200")]
    [InlineData("/group/charge", "orders", "200")]
    [InlineData("/group/charge", "analytics", Denied)]
    [InlineData("/group/refund", "orders", Denied)]
    [InlineData("/group/refund", "refunds", "200")]
    [InlineData("/attribute", "orders", "200")]
    [InlineData("/attribute", "analytics", Denied)]
    [InlineData("/named", "orders", Denied)]
    [InlineData("/named", "refunds", "200")]
    [InlineData("/unlisted", "orders", Denied)]
    [InlineData("/unlisted", "refunds", Denied)]
    public async Task AllowCallers_WithoutNames_TheTableDecides(string path, string service, string expected)
    {
        await using var site = await StartAsync();
        var token = site.Tokens.Add("t", Callers.Service(service, All));

        Assert.Equal(expected, await site.GetAsync(path, token).ShortAsync());
    }

    [Theory]
    [InlineData("orders", Charge, "200")]
    [InlineData("orders", Refund, Denied)]
    [InlineData("refunds", Refund, "200")]
    [InlineData("orders", Refund + " " + Charge, "200")]
    [InlineData("analytics", Charge, Denied)]
    [InlineData("orders", "payments:list", "403 insufficient_scope")]
    public async Task RequireAnyPermission_TheOneThatIsHeldMustListTheService(string service, string held, string expected)
    {
        await using var site = await StartAsync();
        var token = site.Tokens.Add("t", Callers.Service(service, held.Split(' ')));

        Assert.Equal(expected, await site.GetAsync("/any", token).ShortAsync());
    }

    [Fact]
    public async Task ListedService_WithoutThePermission_IsRefused()
    {
        await using var site = await StartAsync();
        var token = site.Tokens.Add("t", Callers.Service("orders"));

        Assert.Equal("403 insufficient_scope", await site.GetAsync("/charge", token).ShortAsync());
    }

    [Fact]
    public async Task User_WhoseClientIsListed_IsNoService()
    {
        await using var site = await StartAsync();
        var token = site.Tokens.Add("t", new() { User = new("corporate", "orders"), Client = "orders", Permissions = new(All, [], [], []) });

        Assert.Equal(Denied, await site.GetAsync("/charge", token).ShortAsync());
    }

    [Fact]
    public async Task ServiceProvenWithoutAToken_TheTableInForceDecides()
    {
        var key = new StubCompanion("X-Key", isOfRequest: true)
            .With("orders", Callers.Service("orders", Charge))
            .With("analytics", Callers.Service("analytics", Charge));
        await using var site = await StartAsync(configure: key.AddTo);

        Assert.Equal("200", await SendKeyAsync(site, "orders"));
        Assert.Equal(Denied, await SendKeyAsync(site, "analytics"));

        SetTable(new() { [Charge] = ["analytics"] });

        Assert.Equal(Denied, await SendKeyAsync(site, "orders"));
        Assert.Equal("200", await SendKeyAsync(site, "analytics"));
    }

    [Fact]
    public async Task Reload_TheNextRequestSeesTheNewTable()
    {
        await using var site = await StartAsync();
        var (orders, analytics) = (site.Tokens.Add("o", Callers.Service("orders", All)), site.Tokens.Add("a", Callers.Service("analytics", All)));
        Assert.Equal("200", await site.GetAsync("/charge", orders).ShortAsync());

        SetTable(new() { [Charge] = ["analytics"] });
        Assert.Equal(Denied, await site.GetAsync("/charge", orders).ShortAsync());
        Assert.Equal("200", await site.GetAsync("/charge", analytics).ShortAsync());

        SetTable([]);
        Assert.Equal(Denied, await site.GetAsync("/charge", analytics).ShortAsync());
        Assert.Equal("caller_not_in_table", site.Trail.Events[^1].Reason);
    }

    [Fact]
    public async Task Start_ServicesLeftOpen_IsRefusedAndSaysWhatToDo()
    {
        var message = await Site.RefusalAsync(static app =>
        {
            app.MapGet("/e1", static () => "").RequireService();
            app.MapGet("/e2", static () => "").RequireUser().RequireService();
            app.MapGet("/e3", static () => "").RequireUser().RequireService().RequirePermission(Charge);
            app.MapGet("/e4", static () => "").AllowCallers();
            app.MapGet("/e5", static () => "").RequireScope("charge").AllowCallers();
            app.MapGet("/e6/{id}", static () => "").RequireOwner("id").OrPermission(Charge).AllowCallers();
            app.MapGet("/e7", static () => "").RequirePermission(Charge).AllowCallers([]);
            app.MapGet("/e8", static () => "").RequireService().RequireClient("orders");
            app.MapGet("/fine", static () => "").RequireService().AllowCallers("orders");
        });

        Assert.Equal(8, Enumerable.Range(1, 8).Count(number => message.Contains($"/e{number}", StringComparison.Ordinal)));
        Assert.Contains("say AllowAnyService()", message, StringComparison.Ordinal);
        Assert.Contains("it requires none: add RequirePermission", message, StringComparison.Ordinal);
        Assert.DoesNotContain("/fine", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequireService_WithWhatItMustHoldOrAnyOne_LetsServicesIn()
    {
        await using var site = await Site.StartAsync(static app =>
        {
            app.MapGet("/any", static () => "").AllowAnyService();
            app.MapGet("/permission", static () => "").RequireService().RequirePermission(Charge);
            app.MapGet("/code", static () => "").RequireService().RequireThat(static (caller, _) => caller.Service!.Name == "orders");
        });
        var (orders, user) = (site.Tokens.Add("o", Callers.Service("orders", Charge)), site.Tokens.Add("u", Callers.User("alice", Charge)));

        foreach (var path in new[] { "/any", "/permission", "/code" })
        {
            Assert.Equal((path, "200"), (path, await site.GetAsync(path, orders).ShortAsync()));
            Assert.Equal((path, Denied), (path, await site.GetAsync(path, user).ShortAsync()));
        }
    }

    [Fact]
    public async Task PermissionThatIsTheUsers_DoesNotSayWhichServiceComesWithThem()
    {
        var key = new StubCompanion("X-Key", isOfRequest: true).With("analytics", Callers.Service("analytics"));
        await using var site = await Site.StartAsync(static app => app.MapGet("/charge", static () => "").RequireService().RequirePermission(Charge), key.AddTo);
        var token = site.Tokens.Add("u", Callers.User("alice", Charge));

        Assert.Equal("400 invalid_request", await SendKeyAsync(site, "analytics", token));
    }

    [Fact]
    public async Task Start_TableAndEndpointsThatDoNotMeet_AreWarnedOf()
    {
        SetTable(new() { [Charge] = ["orders"], ["payment:refund"] = ["refunds"] });
        await using var site = await StartAsync();

        var closed = Assert.Single(site.Logs.Lines, static line => line.Text.Contains("lists no service for them", StringComparison.Ordinal));
        Assert.Equal(LogLevel.Warning, closed.Level);
        Assert.Contains("/group/refund", closed.Text, StringComparison.Ordinal);
        Assert.Contains("/both", closed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/charge", closed.Text, StringComparison.Ordinal);
        Assert.Contains("entries for payment:refund, and no endpoint", site.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_SaysThatTheTableDecides()
    {
        await using var site = await StartAsync();

        var endpoints = site.Services.GetRequiredService<IEndpointAccessReport>().Endpoints.ToDictionary(static one => one.Pattern, static one => one.Requires);

        Assert.Equal($"a service; permission {Charge}; service in Callers for {Charge}", endpoints["/charge"]);
        Assert.Equal($"a service; permission {Charge} or permission {Refund}; service in Callers for {Charge} or {Refund}", endpoints["/any"]);
    }

    private static void Map(WebApplication app)
    {
        app.MapGet("/charge", static () => "").RequirePermission(Charge).AllowCallers();
        app.MapGet("/both", static () => "").AllowCallers().RequirePermission(Charge, Refund);
        app.MapGet("/any", static () => "").RequireAnyPermission(Charge, Refund).AllowCallers();
        app.MapGet("/unlisted", static () => "").RequirePermission("payments:list").AllowCallers();
        app.MapGet("/named", static () => "").RequirePermission(Charge).AllowCallers().AllowCallers("refunds", "analytics");
        app.MapGet("/attribute", [RequirePermission(Charge), AllowCallers] static () => "");
        var group = app.MapGroup("/group").AllowCallers();
        group.MapGet("/charge", static () => "").RequirePermission(Charge);
        group.MapGet("/refund", static () => "").RequirePermission(Refund);
    }

    private static Task<string> SendKeyAsync(Site site, string key, string? token = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/charge") { Headers = { { "X-Key", key } } };
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        return site.Client().SendAsync(request).ShortAsync();
    }

    private void SetTable(Dictionary<string, string[]> table) => _trust.Current = _trust.Current with
    {
        Callers = table.ToDictionary(static entry => entry.Key, static entry => (IReadOnlyList<string>)entry.Value),
    };

    private Task<Site> StartAsync(Action<WebApplicationBuilder>? configure = null) => Site.StartAsync(Map, builder =>
    {
        builder.Services.AddSingleton<ITrustModel>(_trust);
        configure?.Invoke(builder);
    });
}
