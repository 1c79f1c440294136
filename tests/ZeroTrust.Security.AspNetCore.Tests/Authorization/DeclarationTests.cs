using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Authorization;

public sealed class DeclarationTests
{
    [Fact]
    public async Task Start_WithWrongDeclarations_NamesEveryOneInOneMessage()
    {
        var message = await Site.RefusalAsync(
            static app =>
            {
                app.MapGet("/e1", static () => "").RequirePermission();
                app.MapGet("/e2", static () => "").RequireAnyPermission();
                app.MapGet("/e3", static () => "").RequirePermission("orders");
                app.MapGet("/e4", static () => "").RequirePermission("orders:*");
                app.MapGet("/e5", static () => "").RequireScope("a b");
                app.MapGet("/e6", static () => "").RequireRole("unknown_role");
                app.MapGet("/e7/{id}", static () => "").RequireOwner("userId");
                app.MapGet("/e8", static () => "").RequireTenant("tenant");
                app.MapGet("/e9", static () => "").AllowCallers([]);
                app.MapGet("/e10", static () => "").RequireClient(" ");
                app.MapGet("/e11", static () => "").AllowAnonymousBecause(" ");
                app.MapGet("/e12", static () => "").RequirePermission("orders:read").AllowAnonymousBecause("both");
                app.MapGet("/e13", static () => "").RequireAuthorization().AllowAnonymous();
                app.MapGet("/e14/{id}", static () => "").RequireOwner("id").OrPermission("bad name");
                app.MapGet("/e15", static () => "").RequireAuthorization("no such policy");
                app.MapGroup("/group").RequirePermission("orders:read").MapGet("/e16", static () => "").AllowAnonymous();
                app.MapGet("/fine", static () => "").RequirePermission("orders:read");
            },
            static builder =>
            {
                var trust = new StubTrust();
                trust.Current = trust.Current with { Roles = new Dictionary<string, IReadOnlyList<string>> { ["admin"] = ["*"] } };
                builder.Services.AddSingleton<ITrustModel>(trust);
            });

        for (var i = 1; i <= 16; i++)
        {
            Assert.True(Regex.IsMatch(message, $@"/e{i}\b"), $"e{i} is not named in: {message}");
        }

        Assert.DoesNotContain("/fine", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithAnUnknownRole_SaysWhatMakesItKnown_AndThatDoes()
    {
        var trust = new StubTrust();
        trust.Current = trust.Current with { Roles = new Dictionary<string, IReadOnlyList<string>> { ["admin"] = ["*"] } };
        static void Map(WebApplication app) => app.MapGet("/prices", static () => "").RequireRole("auditor");
        void Trust(WebApplicationBuilder builder) => builder.Services.AddSingleton<ITrustModel>(trust);

        Assert.Contains("name it in MayAssert:Roles", await Site.RefusalAsync(Map, Trust), StringComparison.Ordinal);

        trust.Current = trust.Current with { Issuers = [new("corporate", "https://id.example", IssuerKind.Users, ["auditor"])] };
        await using var site = await Site.StartAsync(Map, Trust);
        Assert.Single(site.Services.GetRequiredService<IEndpointAccessReport>().Endpoints);
    }

    [Fact]
    public async Task Start_WithoutAuthorities_NamesTheSettings()
    {
        var message = await Site.RefusalAsync(
            static app =>
            {
                app.MapGet("/users/{id}", static () => "").RequireOwner("id");
                app.MapGet("/tenants/{id}", static () => "").RequireTenant("id");
            },
            static builder =>
            {
                var trust = new StubTrust();
                trust.Current = trust.Current with { OwnerAuthority = null, TenantAuthority = null };
                builder.Services.AddSingleton<ITrustModel>(trust);
            });

        Assert.Contains("ZeroTrust:OwnerAuthority", message, StringComparison.Ordinal);
        Assert.Contains("ZeroTrust:TenantAuthority", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AllowAnonymous_WithoutReason_IsHonouredAndReported_UnlessAReasonIsRequired()
    {
        static void Map(WebApplication app) => app.MapGet("/open", [AllowAnonymous] () => "ran");
        await using var site = await Site.StartAsync(Map);

        Assert.Equal("200", await site.GetAsync("/open").ShortAsync());
        Assert.Contains("no reason given", site.Logs.All, StringComparison.Ordinal);
        var message = await Site.RefusalAsync(Map, static builder => builder.Services.AddZeroTrustCore().RequireReasonForAnonymous());
        Assert.Contains("/open", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Declarations_OnGroupAndEndpoint_AddUp()
    {
        await using var site = await Site.StartAsync(static app =>
        {
            var group = app.MapGroup("/g").RequirePermission("a:read");
            group.MapGet("/x", static () => "ran").RequirePermission("b:read");
            group.MapGet("/y", static () => "ran").RequireAnyPermission("b:read", "c:read").RequireUser();
        });
        var a = site.Tokens.Add("a", Callers.User("alice", "a:read"));
        var ab = site.Tokens.Add("ab", Callers.User("alice", "a:read", "b:read"));
        var ac = site.Tokens.Add("ac", Callers.User("alice", "a:read", "c:read"));
        var bc = site.Tokens.Add("bc", Callers.User("alice", "b:read", "c:read"));
        var service = site.Tokens.Add("service", Callers.Service("payments", "a:read", "b:read"));

        Assert.Equal("403 insufficient_scope", await site.GetAsync("/g/x", a).ShortAsync());
        Assert.Equal("403 insufficient_scope", await site.GetAsync("/g/x", ac).ShortAsync());
        Assert.Equal("403 insufficient_scope", await site.GetAsync("/g/x", bc).ShortAsync());
        Assert.Equal("200", await site.GetAsync("/g/x", ab).ShortAsync());
        Assert.Equal("200", await site.GetAsync("/g/x", service).ShortAsync());
        Assert.Equal("403 insufficient_scope", await site.GetAsync("/g/y", a).ShortAsync());
        Assert.Equal("200", await site.GetAsync("/g/y", ac).ShortAsync());
        Assert.Equal("403 access_denied", await site.GetAsync("/g/y", service).ShortAsync());
    }

    [Fact]
    public async Task RequireThat_RunsLastAndDecides()
    {
        var asked = 0;
        await using var site = await Site.StartAsync(app =>
        {
            app.MapGet("/sync/{n:int}", static () => "ran").RequirePermission("orders:read").RequireThat((_, http) =>
            {
                asked++;
                return http.Request.RouteValues["n"] is "2";
            });
            app.MapGet("/async/{n:int}", static () => "ran").RequireThat(async (caller, _) =>
            {
                await Task.Yield();
                return caller.User?.Subject == "alice";
            });
        });
        var alice = site.Tokens.Add("alice", Callers.User("alice", "orders:read"));
        var bob = site.Tokens.Add("bob", Callers.User("bob"));

        Assert.Equal("403 insufficient_scope", await site.GetAsync("/sync/2", bob).ShortAsync());
        Assert.Equal("401 credential_missing", await site.GetAsync("/sync/2").ShortAsync());
        Assert.Equal(0, asked);
        Assert.Equal("200", await site.GetAsync("/sync/2", alice).ShortAsync());
        Assert.Equal("403 access_denied", await site.GetAsync("/sync/3", alice).ShortAsync());
        Assert.Equal("200", await site.GetAsync("/async/1", alice).ShortAsync());
        Assert.Equal("403 access_denied", await site.GetAsync("/async/1", bob).ShortAsync());
        Assert.Equal("401 credential_missing", await site.GetAsync("/async/1").ShortAsync());
    }

    [Fact]
    public async Task RequireOwner_OrPermission_IsOneRuleOfWhichEitherHalfIsEnough()
    {
        await using var site = await Site.StartAsync(static app =>
        {
            app.MapGet("/users/{userId}", static () => "ran").RequireOwner("userId").OrPermission("customers:read").WithName("user");
            app.MapGet("/strict/{userId}", static () => "ran").RequireOwner("userId").RequirePermission("customers:read");
        });
        var alice = site.Tokens.Add("alice", Callers.User("alice"));
        var agent = site.Tokens.Add("agent", Callers.User("agent", "customers:read"));
        var other = site.Tokens.Add("other", new Caller { User = new("elsewhere", "alice") });

        Assert.Equal("200", await site.GetAsync("/users/alice", alice).ShortAsync());
        Assert.Equal("403 access_denied", await site.GetAsync("/users/bob", alice).ShortAsync());
        Assert.Equal("403 access_denied", await site.GetAsync("/users/ALICE", alice).ShortAsync());
        Assert.Equal("403 access_denied", await site.GetAsync("/users/alice", other).ShortAsync());
        Assert.Equal("200", await site.GetAsync("/users/bob", agent).ShortAsync());
        Assert.Equal("403 insufficient_scope", await site.GetAsync("/strict/alice", alice).ShortAsync());
        Assert.Equal("403 access_denied", await site.GetAsync("/strict/alice", agent).ShortAsync());
        Assert.Equal("200", await site.GetAsync("/strict/agent", agent).ShortAsync());
    }
}
