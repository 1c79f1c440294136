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
    public async Task Refund_LeavesDecisionIntentAndOutcome()
    {
        await using var issuer = await FakeTokenIssuer.StartAsync(new() { Audience = "orders" });
        var trail = new InMemoryAuditTrail();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseTestServer();
        builder.Services.AddZeroTrust(static _ => { });
        builder.Services.TrustFakeIssuer(issuer, audience: "orders").AddSingleton<IAuditTrail>(trail);
        await using var app = builder.Build();
        app.UseZeroTrust();
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
}
