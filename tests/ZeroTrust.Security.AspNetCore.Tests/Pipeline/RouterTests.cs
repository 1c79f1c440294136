using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ZeroTrust.Security.AspNetCore.Pipeline;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.AspNetCore.Tests.Pipeline;

/// <summary>Default deny holds however the pipeline is built.</summary>
public sealed class RouterTests
{
    [Fact]
    public async Task Start_WithoutUseZeroTrust_Refuses()
    {
        var message = (await Assert.ThrowsAsync<InvalidOperationException>(() => Site.StartAsync(
            static app => app.MapGet("/orders", static () => "ran"), null, kestrel: false))).Message;
        Assert.Contains("UseZeroTrust is not", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("after")]
    [InlineData("before")]
    [InlineData("twice")]
    public async Task UseRouting_AroundOurs_ChangesNothing(string where)
    {
        var runs = 0;
        await using var site = await Site.StartAsync(
            app =>
            {
                if (where is "before" or "twice")
                {
                    app.UseRouting();
                }

                app.UseZeroTrust();
                if (where is "after" or "twice")
                {
                    app.UseRouting();
                }

                app.MapGet("/orders/{id}", (string id) => $"{id} {++runs}").RequirePermission("orders:read");
                app.MapGet("/undeclared", () => ++runs);
            },
            null,
            kestrel: false);
        var good = site.Tokens.Add("good", Callers.User("alice", "orders:read"));

        Assert.Equal("401 credential_missing", await site.GetAsync("/orders/7").ShortAsync());
        Assert.Equal("403 access_denied", await site.GetAsync("/undeclared", good).ShortAsync());
        Assert.Equal("405", await site.SendAsync(HttpMethod.Put, "/orders/7", good).ShortAsync());
        Assert.Equal(0, runs);
        Assert.Equal("7 1", await (await site.GetAsync("/orders/7", good)).Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_WithEndpointsInABranchWithoutUs_RefusesAndNamesThem(bool before)
    {
        static void Branch(IApplicationBuilder app) => app.Map("/branch", static branch =>
            branch.UseRouting().UseEndpoints(static endpoints => endpoints.MapGet("/naked", static () => "ran")));
        var message = (await Assert.ThrowsAsync<InvalidOperationException>(() => Site.StartAsync(
            app =>
            {
                if (before)
                {
                    Branch(app);
                }

                app.UseZeroTrust();
                if (!before)
                {
                    app.MapWhen(static http => http.Request.Path.StartsWithSegments("/other", StringComparison.Ordinal), Branch);
                }
            },
            null,
            kestrel: false))).Message;
        Assert.Contains("/naked", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Branch_WithUseZeroTrustOfItsOwn_IsGuarded()
    {
        await using var site = await Site.StartAsync(
            static app => app.Map("/branch", static branch => branch.UseZeroTrust().UseEndpoints(static endpoints =>
            {
                endpoints.MapGet("/orders", static () => "ran").RequirePermission("orders:read");
                endpoints.MapGet("/undeclared", static () => "ran");
            })),
            null,
            kestrel: false);
        var good = site.Tokens.Add("good", Callers.User("alice", "orders:read"));

        Assert.Equal("401 credential_missing", await site.GetAsync("/branch/orders").ShortAsync());
        Assert.Equal("200", await site.GetAsync("/branch/orders", good).ShortAsync());
        Assert.Equal("403 access_denied", await site.GetAsync("/branch/undeclared", good).ShortAsync());
    }

    [Fact]
    public async Task TerminalMiddleware_BehindUs_IsNeverReached()
    {
        var runs = 0;
        await using var site = await Site.StartAsync(app => app.Run(http =>
        {
            runs++;
            return http.Response.WriteAsync("terminal");
        }));
        var good = site.Tokens.Add("good", Callers.User("alice"));

        Assert.Equal("401 credential_missing", await site.GetAsync("/any").ShortAsync());
        Assert.Equal("404", await site.GetAsync("/any", good).ShortAsync());
        Assert.Equal(0, runs);
    }

    [Fact]
    public async Task EndpointAddedAtRunTime_BehindUs_IsDeniedUnlessDeclared()
    {
        var later = new LateEndpoints();
        await using var site = await Site.StartAsync(app => ((IEndpointRouteBuilder)app).DataSources.Add(later));
        var good = site.Tokens.Add("good", Callers.User("alice", "orders:read"));
        Assert.Equal("404", await site.GetAsync("/late", good).ShortAsync());

        later.Add("/late");
        later.Add("/declared", new RequirePermissionAttribute("orders:read"));

        Assert.Equal("403 access_denied", await site.GetAsync("/late", good).ShortAsync());
        Assert.Equal("401 credential_missing", await site.GetAsync("/declared").ShortAsync());
        Assert.Equal("200", await site.GetAsync("/declared", good).ShortAsync());
    }

    [Fact]
    public async Task EndpointAddedAtRunTime_InARouterInFront_Answers500AndRunsNothing()
    {
        var later = new LateEndpoints();
        await using var site = await Site.StartAsync(
            app =>
            {
                app.Map("/branch", branch => branch.UseRouting().UseEndpoints(endpoints => endpoints.DataSources.Add(later)));
                app.UseZeroTrust();
            },
            null,
            kestrel: false);
        var good = site.Tokens.Add("good", Callers.User("alice"));

        later.Add("/late", new AllowAnonymousBecauseAttribute("it says so"));

        Assert.Equal("500", await site.GetAsync("/branch/late", good).ShortAsync());
        Assert.Equal(0, later.Runs);
        Assert.Contains("/late", site.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndpointThatAMiddlewareSets_WithoutDeclaration_IsDenied()
    {
        var runs = 0;
        Task Run(HttpContext http)
        {
            runs++;
            return Task.CompletedTask;
        }

        await using var site = await Site.StartAsync(
            app =>
            {
                app.Use((http, next) =>
                {
                    http.SetEndpoint(new Endpoint(Run, EndpointMetadataCollection.Empty, "405 HTTP Method Not Supported"));
                    return next(http);
                });
                app.UseZeroTrust();
            },
            null,
            kestrel: false);
        var good = site.Tokens.Add("good", Callers.User("alice"));

        Assert.Equal("403 access_denied", await site.GetAsync("/any", good).ShortAsync());
        Assert.Equal(0, runs);
    }

    [Fact]
    public async Task ShortCircuit_WithoutAnonymous_DoesNotStart()
    {
        var message = await Site.RefusalAsync(static app => app.MapGet("/quick", static () => "ran").RequirePermission("orders:read").ShortCircuit());
        Assert.Contains("short-circuits", message, StringComparison.Ordinal);
        Assert.Contains("/quick", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ShortCircuit_DeclaredAnonymous_RunsAndIsOnRecord()
    {
        await using var site = await Site.StartAsync(static app =>
            app.MapGet("/quick", static () => "ran").AllowAnonymousBecause("a probe").ShortCircuit());

        Assert.Equal("200", await site.GetAsync("/quick").ShortAsync());
        Assert.Equal(AuditOutcome.Allowed, Assert.Single(site.Trail.Events).Outcome);
    }

    [Fact]
    public async Task ShortCircuit_ThatAppearsLater_Throws()
    {
        var later = new LateEndpoints();
        await using var site = await Site.StartAsync(app => ((IEndpointRouteBuilder)app).DataSources.Add(later));
        var metadata = new RouteHandlerEndpoint().ShortCircuitMetadata();
        later.Add("/late", metadata);

        await Assert.ThrowsAsync<InvalidOperationException>(() => site.GetAsync("/late"));
        Assert.Equal(0, later.Runs);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ClassicHost_WithStartupStyle_IsGuarded(bool withUseRouting)
    {
        var (tokens, runs) = (new StubTokens(), 0);
        using var host = await new HostBuilder().ConfigureWebHost(web => web.UseTestServer()
            .ConfigureServices(services => services
                .AddSingleton<ITokenValidator>(tokens)
                .AddSingleton<ITrustModel>(new StubTrust())
                .AddSingleton<IAuditTrail>(new InMemoryAuditTrail())
                .AddZeroTrustCore().AddRequestPath())
            .Configure(app =>
            {
                if (withUseRouting)
                {
                    app.UseRouting();
                }

                app.UseZeroTrust();
                app.UseEndpoints(endpoints =>
                {
                    endpoints.MapGet("/orders", () => ++runs).RequirePermission("orders:read");
                    endpoints.MapGet("/undeclared", () => ++runs);
                });
            })).StartAsync();
        var client = host.GetTestClient();
        var good = tokens.Add("good", Callers.User("alice", "orders:read"));

        Assert.Equal("401 credential_missing", await client.GetAsync("/orders").ShortAsync());
        client.DefaultRequestHeaders.Authorization = new("Bearer", good);
        Assert.Equal("403 access_denied", await client.GetAsync("/undeclared").ShortAsync());
        Assert.Equal(0, runs);
        Assert.Equal("200", await client.GetAsync("/orders").ShortAsync());
    }

    [Fact]
    public async Task ClassicHost_WithUseRoutingBehindUs_RefusesAndNamesTheEndpoints()
    {
        var building = new HostBuilder().ConfigureWebHost(static web => web.UseTestServer()
            .ConfigureServices(static services => services
                .AddSingleton<ITokenValidator>(new StubTokens())
                .AddSingleton<ITrustModel>(new StubTrust())
                .AddZeroTrustCore().AddRequestPath())
            .Configure(static app => app.UseZeroTrust().UseRouting().UseEndpoints(static endpoints => endpoints.MapGet("/orders", static () => "ran"))));
        var message = (await Assert.ThrowsAsync<InvalidOperationException>(() => building.StartAsync())).Message;
        Assert.Contains("/orders", message, StringComparison.Ordinal);
    }

    /// <summary>Gets hold of the framework's own metadata for short circuits, whose type it keeps to itself.</summary>
    private sealed class RouteHandlerEndpoint : IEndpointConventionBuilder
    {
        private readonly RouteEndpointBuilder _builder = new(static _ => Task.CompletedTask, RoutePatternFactory.Parse("/"), 0);

        public void Add(Action<EndpointBuilder> convention) => convention(_builder);

        public void Finally(Action<EndpointBuilder> finallyConvention) => finallyConvention(_builder);

        public object ShortCircuitMetadata()
        {
            this.ShortCircuit();
            return _builder.Metadata.Single();
        }
    }
}
