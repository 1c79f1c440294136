using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace ZeroTrust.Security.Testing.Tests.Docs;

/// <summary>The code of docs/audit.md that records, run.</summary>
public sealed class AuditExamples
{
    [Fact]
    public async Task Transfer_ThatCannotBeOnRecordFirst_IsRefused()
    {
        await using var issuer = await FakeTokenIssuer.StartAsync(new() { Audience = "orders" });
        var trail = new InMemoryAuditTrail { IsAvailable = false };
        await using var app = Build(issuer, trail);
        var money = app.MapGroup("/money").RequirePermission("money:move").AuditAs(AuditClass.Required);
        money.MapPost("/transfers", Transfer);
        money.MapGet("/rates", GetRates).AuditAs(AuditClass.Buffered);
        app.MapGet("/prices", GetPrices).RequirePermission("prices:read").RecordAllowed(0.01);
        await app.StartAsync();
        using var client = app.GetTestClient().WithToken(issuer.Token().ForUser("alice").WithPermissions("money:move").Build());

        using var refused = await client.PostAsync(new Uri("/money/transfers", UriKind.Relative), null);
        using var rates = await client.GetAsync(new Uri("/money/rates", UriKind.Relative));
        trail.IsAvailable = true;
        using var done = await client.PostAsync(new Uri("/money/transfers", UriKind.Relative), null);

        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK, HttpStatusCode.OK),
            (refused.StatusCode, rates.StatusCode, done.StatusCode));
        Assert.Equal("audit_unavailable", trail.Events[0].Code);

        static string Transfer() => "done";
        static string GetRates() => "rates";
        static string GetPrices() => "prices";
    }

    [Fact]
    public async Task Refund_LeavesDecisionIntentAndOutcome()
    {
        await using var issuer = await FakeTokenIssuer.StartAsync(new() { Audience = "orders" });
        var trail = new InMemoryAuditTrail();
        await using var app = Build(issuer, trail);
        app.MapPost("/refunds/{id}", async (string id, HttpContext http) =>
        {
            var audit = http.GetAudit();
            await using var act = await audit.BeginAsync("refund", id);     // the intent, before anything happens
            await Task.Yield();                                             // the refund
            await act.CompleteAsync(AuditOutcome.Allowed, ("amount", 89.99m), ("card", AuditValue.Digest("4111111111111111")));
        }).RequirePermission("refunds:write");
        await app.StartAsync();

        using var client = app.GetTestClient().WithToken(issuer.Token().ForUser("alice").WithPermissions("refunds:write").Build());
        using var response = await client.PostAsync(new Uri("/refunds/7", UriKind.Relative), null);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            [("access", AuditOutcome.Allowed), ("refund", AuditOutcome.Started), ("refund", AuditOutcome.Allowed)],
            trail.Events.Select(static entry => (entry.Type, entry.Outcome)));
        Assert.All(trail.Events, static entry => Assert.Equal("alice", entry.Caller.User!.Subject));
    }

    private static WebApplication Build(FakeTokenIssuer issuer, InMemoryAuditTrail trail)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseTestServer();
        builder.Services.AddZeroTrust(static _ => { });
        builder.Services.TrustFakeIssuer(issuer, audience: "orders").AddSingleton<IAuditTrail>(trail);
        var app = builder.Build();
        app.UseZeroTrust();
        return app;
    }
}
