using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Auditing;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Auditing;

/// <summary>The class of an endpoint's decisions: who declares it, which declaration counts, and what stops the start.</summary>
public sealed class AuditAsTests
{
    [Fact]
    public async Task Declarations_TheNearestCounts()
    {
        var held = new HeldTrail();
        held.Release();
        await using var site = await StartAsync(held, static app =>
        {
            var group = app.MapGroup("/group").RequireAuthenticatedCaller().AuditAs(AuditClass.Required);
            group.MapGet("/as-the-group", static () => "ran");
            group.MapGet("/its-own", static () => "ran").AuditAs(AuditClass.BestEffort);
            group.MapGroup("/inner").AuditAs(AuditClass.Buffered).MapGet("/inner", static () => "ran");
            app.MapGet("/attribute", [AuditAs(AuditClass.Required)] static () => "ran").RequireAuthenticatedCaller();
            app.MapGet("/none", static () => "ran").RequireAuthenticatedCaller();
        });
        var token = site.Tokens.Add("good", Callers.User("alice"));

        foreach (var path in new[] { "/group/as-the-group", "/group/its-own", "/group/inner/inner", "/attribute", "/none" })
        {
            Assert.Equal("200", await site.GetAsync(path, token).ShortAsync());
        }

        Assert.Equal(
            [AuditClass.Required, AuditClass.BestEffort, AuditClass.Buffered, AuditClass.Required, null],
            held.Events.Select(static recorded => recorded.Class));
    }

    [Fact]
    public async Task Settings_CountWhereNothingIsDeclared()
    {
        var held = new HeldTrail { OfAccess = AuditClass.Required };
        held.Release();
        await using var site = await StartAsync(held, static app =>
        {
            app.MapGet("/none", static () => "ran").RequireAuthenticatedCaller();
            app.MapGet("/exempt", static () => "ran").AllowAnonymousBecause("a test").AuditAs(AuditClass.Buffered);
        });
        var token = site.Tokens.Add("good", Callers.User("alice"));

        await site.GetAsync("/none", token);
        await site.GetAsync("/exempt");

        Assert.Equal([AuditClass.Required, AuditClass.Buffered], held.Events.Select(static recorded => recorded.Class));
    }

    [Fact]
    public async Task Denials_NeitherWaitNorCountForLess()
    {
        var held = new HeldTrail();
        await using var site = await StartAsync(held, static app =>
        {
            app.MapGet("/refunds", static () => "ran").RequirePermission("refunds:write").AuditAs(AuditClass.Required);
            app.MapGet("/prices", static () => "ran").RequirePermission("prices:read").AuditAs(AuditClass.BestEffort);
        });
        var token = site.Tokens.Add("good", Callers.User("alice"));

        Assert.Equal("401 credential_missing", await site.GetAsync("/refunds").ShortAsync());
        Assert.Equal("401 invalid_token", await site.GetAsync("/refunds", "junk").ShortAsync());
        Assert.Equal("403 insufficient_scope", await site.GetAsync("/refunds", token).ShortAsync());
        Assert.Equal("403 insufficient_scope", await site.GetAsync("/prices", token).ShortAsync());

        Assert.False(held.Asked.IsCompleted, "A denial waits for no disk.");
        Assert.Equal(4, held.Events.Count);
        Assert.All(held.Events, static recorded => Assert.Null(recorded.Class));
    }

    [Fact]
    public async Task RequestId_IsLeftOutWhereItWouldCostAnObject()
    {
        var held = new HeldTrail();
        held.Release();
        await using var site = await Site.StartAsync(
            static app =>
            {
                app.UseZeroTrust();
                app.MapGet("/open", static () => "ran").AllowAnonymousBecause("a test");
                app.MapGet("/required", static () => "ran").AllowAnonymousBecause("a test").AuditAs(AuditClass.Required);
                app.MapGet("/orders", static () => "ran").RequireAuthenticatedCaller();
            },
            builder => builder.Services.AddSingleton<IAuditTrail>(held),
            kestrel: true);
        using var client = site.Client();

        await client.GetAsync("/open");
        await client.GetAsync("/required");
        await client.GetAsync("/orders");

        Assert.All(held.Events, static recorded => Assert.NotNull(recorded.ConnectionId));
        Assert.Equal([false, true, true], held.Events.Select(static recorded => recorded.RequestId is not null));
        Assert.All(held.Events.Skip(1), static recorded => Assert.StartsWith(recorded.ConnectionId!, recorded.RequestId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_WithoutAJournal_NamesTheEndpoint()
    {
        var message = await Site.RefusalAsync(
            static app =>
            {
                app.MapGet("/refunds", static () => "ran").RequireAuthenticatedCaller().AuditAs(AuditClass.Required);
                app.MapGet("/prices", static () => "ran").RequireAuthenticatedCaller().AuditAs(AuditClass.Buffered);
            },
            static builder => builder.Services.AddSingleton<IAuditTrail, LoggerAuditTrail>());

        Assert.Contains("/refunds: Its decisions must be on record before it runs (AuditClass.Required)", message, StringComparison.Ordinal);
        Assert.DoesNotContain("/prices", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithAnUnknownClass_NamesTheEndpoint() => Assert.Contains(
        "/refunds: AuditAs names the class 9",
        await Site.RefusalAsync(static app => app.MapGet("/refunds", static () => "ran").RequireAuthenticatedCaller().AuditAs((AuditClass)9)),
        StringComparison.Ordinal);

    [Fact]
    public async Task Start_WithARequiredEndpointThatShortCircuits_NamesIt() => Assert.Contains(
        "/probe: It short-circuits routing, which waits for no record",
        await Site.RefusalAsync(
            static app => app.MapGet("/probe", static () => "ran").AllowAnonymousBecause("a test").ShortCircuit(),
            static builder => builder.Services.AddSingleton<IAuditTrail>(new HeldTrail { OfAccess = AuditClass.Required })),
        StringComparison.Ordinal);

    [Fact]
    public async Task EndpointThatComesLater_WithoutAJournal_Is503AndDoesNotRun()
    {
        var late = new LateEndpoints();
        await using var site = await Site.StartAsync(
            app =>
            {
                app.MapGet("/orders", static () => "ran").RequireAuthenticatedCaller();
                ((IEndpointRouteBuilder)app).DataSources.Add(late);
            },
            static builder => builder.Services.AddSingleton<IAuditTrail, LoggerAuditTrail>());
        late.Add("/late", new AllowAnonymousBecauseAttribute("a test"), new AuditAsAttribute(AuditClass.Required));

        Assert.Equal("503 audit_unavailable", await site.GetAsync("/late").ShortAsync());

        Assert.Equal(0, late.Runs);
        Assert.Contains("audit_unavailable (not_on_record)", site.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ShortCircuitingEndpointThatComesLater_DoesNotRun()
    {
        var late = new LateEndpoints();
        var held = new HeldTrail { OfAccess = AuditClass.Required };
        await using var site = await StartAsync(held, app => ((IEndpointRouteBuilder)app).DataSources.Add(late));
        var shortCircuit = new RouteEndpointBuilder(static _ => Task.CompletedTask, RoutePatternFactory.Parse("/x"), 0);
        new ConventionBuilder(shortCircuit).ShortCircuit();
        late.Add("/late", [new AllowAnonymousBecauseAttribute("a test"), .. shortCircuit.Metadata]);

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => site.GetAsync("/late"));

        Assert.Contains("short-circuits routing, which waits for no record", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, late.Runs);
    }

    private static Task<Site> StartAsync(HeldTrail held, Action<WebApplication> map) =>
        Site.StartAsync(map, builder => builder.Services.AddSingleton<IAuditTrail>(held));

    private sealed class ConventionBuilder(EndpointBuilder endpoint) : IEndpointConventionBuilder
    {
        public void Add(Action<EndpointBuilder> convention) => convention(endpoint);
    }
}
