using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.AspNetCore.Authorization;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Reports;

public sealed class ReportTests
{
    [Theory]
    [InlineData(500)]
    [InlineData(1000)]
    public async Task Start_CompilesEachEndpointOnce_AndListsAll(int count)
    {
        await using var site = await Site.StartAsync(app =>
        {
            for (var i = 0; i < count; i++)
            {
                app.MapGet($"/e{i}", static http => Task.CompletedTask).RequirePermission($"r{i % 100}:read");
            }
        });
        var policies = site.Services.GetRequiredService<EndpointPolicies>();
        Assert.Equal(count, policies.Compiled);

        var good = site.Tokens.Add("good", Callers.User("alice", "r7:read"));
        Assert.Equal("200", await site.GetAsync("/e7", good).ShortAsync());
        var listed = site.Services.GetRequiredService<IEndpointAccessReport>().Endpoints;

        Assert.Equal(count, listed.Select(static e => e.Pattern).Distinct().Count());
        Assert.Equal(count, policies.Compiled);
        var line = Assert.Single(site.Logs.Lines, static line => line.Text.Contains("endpoints behind UseZeroTrust", StringComparison.Ordinal));
        Assert.Equal(LogLevel.Information, line.Level);
        Assert.Contains($"/e{count - 1}: permission r99:read [either]", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_SaysWhatEachEndpointRequiresAndOfWhom()
    {
        await using var site = await Site.StartAsync(static app =>
        {
            app.MapGet("/a", static () => "").RequirePermission("orders:read", "orders:list");
            app.MapPost("/b/{user}", static () => "").RequireOwner("user").OrPermission("customers:read");
            app.MapGet("/c", static () => "").RequireRole("boss").RequireScope("s");
            app.MapGet("/d", static () => "").AllowCallers("desk", "till");
            app.MapGet("/e", static () => "");
            app.MapGet("/f", static () => "").AllowAnonymousBecause("why not");
            app.MapGet("/g", static () => "").RequireAuthorization();
            app.MapGet("/h", static () => "").RequireAuthenticatedCaller();
            app.MapGet("/i", static () => "").RequireThat(static (_, _) => true).RequireUser();
            app.Map("/j/{t}", static () => "").RequireTenant("t").RequireClient("web");
        });

        var lines = site.Services.GetRequiredService<IEndpointAccessReport>().Endpoints
            .Select(static e => $"{e.Methods} {e.Pattern}: {e.Requires} [{e.Callers}] {e.AnonymousReason}".TrimEnd());

        Assert.Equal(
            [
                "GET /a: permission orders:read and permission orders:list [either]",
                "POST /b/{user}: owner {user} or permission customers:read [either]",
                "GET /c: a user; role boss and scope s [user]",
                "GET /d: a service; service desk or till [service]",
                "GET /e: denied: nothing declared [nobody]",
                "GET /f: nothing [anybody] why not",
                "GET /g: its authorization policy [either]",
                "GET /h: authenticated caller [either]",
                "GET /i: a user; a rule in code [user]",
                "* /j/{t}: tenant {t}; client web [either]",
            ],
            lines);
        var warning = Assert.Single(site.Logs.Lines, static line => line.Text.Contains("declare no access", StringComparison.Ordinal));
        Assert.Equal(LogLevel.Warning, warning.Level);
        Assert.Contains("/e", warning.Text, StringComparison.Ordinal);
    }
}
