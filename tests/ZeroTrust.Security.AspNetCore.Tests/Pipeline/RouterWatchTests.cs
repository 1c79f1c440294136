using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.AspNetCore.Tests.Pipeline;

/// <summary>Nobody listens to the host where every match is our own; every other match is heard from the first on.</summary>
public sealed class RouterWatchTests
{
    [Fact]
    public async Task OnlyOurRouter_WhateverIsAsked_NobodyListens()
    {
        await using var site = await Site.StartAsync(static app =>
        {
            app.MapGet("/orders/{id}", static (string id) => id).RequirePermission("orders:read");
            app.MapGet("/open", static () => "ran").AllowAnonymousBecause("a test");
        });
        var good = site.Tokens.Add("good", Callers.User("alice", "orders:read"));

        var first = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => site.GetAsync("/orders/7", good)));
        Assert.All(first, static response => Assert.Equal(StatusCodes.Status200OK, (int)response.StatusCode));
        Assert.Equal("404", await site.GetAsync("/none", good).ShortAsync());
        Assert.Equal("405", await site.SendAsync(HttpMethod.Put, "/orders/7", good).ShortAsync());
        Assert.Equal("200", await site.GetAsync("/open").ShortAsync());

        Assert.False(IsHeard(site));
    }

    [Fact]
    public async Task RoutesThatChange_AreHeardFromThenOn()
    {
        var later = new LateEndpoints();
        await using var site = await Site.StartAsync(app => ((IEndpointRouteBuilder)app).DataSources.Add(later));
        later.Add("/first", new AllowAnonymousBecauseAttribute("a test"));
        Assert.Equal("200", await site.GetAsync("/first").ShortAsync());
        Assert.False(IsHeard(site));

        later.Add("/second", new AllowAnonymousBecauseAttribute("a test"));

        Assert.True(IsHeard(site));
        Assert.Equal("200", await site.GetAsync("/second").ShortAsync());
    }

    [Fact]
    public async Task RouterInsideAHandler_BuiltByTheVeryFirstRequest_IsGuarded()
    {
        var later = new LateEndpoints();
        await using var site = await Site.StartAsync(app =>
        {
            var inner = ((IApplicationBuilder)app).New();
            inner.UseRouting().UseEndpoints(endpoints => endpoints.DataSources.Add(later));
            var run = inner.Build();
            app.MapGet("/outer", (HttpContext http) =>
            {
                http.SetEndpoint(null);
                return run(http);
            }).RequirePermission("orders:read");
        });
        later.Add("/outer");
        var good = site.Tokens.Add("good", Callers.User("alice", "orders:read"));

        Assert.Equal("403 access_denied", await site.GetAsync("/outer", good).ShortAsync());
        Assert.Equal(0, later.Runs);
        Assert.True(IsHeard(site));
    }

    [Fact]
    public async Task RouterInFront_ThatMatchesFirst_IsGuarded()
    {
        var later = new LateEndpoints();
        await using var site = await Site.StartAsync(
            app =>
            {
                ((IEndpointRouteBuilder)app).DataSources.Add(later);
                app.UseRouting();
                app.UseZeroTrust();
            },
            null,
            kestrel: false);
        later.Add("/late");
        var good = site.Tokens.Add("good", Callers.User("alice", "orders:read"));

        Assert.Equal("403 access_denied", await site.GetAsync("/late", good).ShortAsync());
        Assert.Equal(0, later.Runs);
        Assert.True(IsHeard(site));
    }

    private static bool IsHeard(Site site) => site.Services.GetRequiredService<DiagnosticListener>().IsEnabled();
}
