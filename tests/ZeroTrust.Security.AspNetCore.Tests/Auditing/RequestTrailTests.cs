using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Auditing;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Auditing;

public sealed class RequestTrailTests
{
    [Fact]
    public async Task GetAudit_NamesTheRequestAndItsCaller()
    {
        await using var site = await Site.StartAsync(static app => app
            .MapPost("/refunds", static async (HttpContext http) => await http.GetAudit().RecordAsync("refund", "order-1", AuditOutcome.Allowed, ("amount", 89.99m)))
            .RequirePermission("refunds:write"));
        var alice = site.Tokens.Add("good", Callers.User("alice", "refunds:write"));

        (await site.SendAsync(HttpMethod.Post, "/refunds", alice)).Is(HttpStatusCode.OK);

        var (decision, refund) = (site.Trail.Events[0], site.Trail.Events[1]);
        Assert.Equal(("access", "refund"), (decision.Type, refund.Type));
        Assert.Equal("alice", refund.Caller.User!.Subject);
        Assert.Equal(decision.ConnectionId, refund.ConnectionId);
        Assert.NotNull(refund.RequestId);
    }

    [Fact]
    public async Task Forwarded_ByAKnownProxy_IsKeptBesideTheSocket()
    {
        await using var site = await Site.StartAsync(
            static app =>
            {
                app.UseForwardedHeaders(new() { ForwardedHeaders = Microsoft.AspNetCore.HttpOverrides.ForwardedHeaders.XForwardedFor });
                app.UseZeroTrust();
                app.MapGet("/", static () => "ok").AllowAnonymousBecause("test");
            },
            null,
            kestrel: true);
        using var client = site.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");

        (await client.SendAsync(request)).Is(HttpStatusCode.OK);
        (await client.GetAsync(new Uri("/", UriKind.Relative))).Is(HttpStatusCode.OK);

        Assert.Equal(
            [(IPAddress.Loopback, IPAddress.Parse("203.0.113.7")), (IPAddress.Loopback, null)],
            site.Trail.Events.Select(static entry => (entry.ClientAddress, entry.ForwardedAddress)));
    }

    [Fact]
    public async Task LoggedEvent_OfTheApplication_IsMaskedAndOnOneLine()
    {
        const string Token = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl";
        await using var site = await Site.StartAsync(
            static app => app.MapGet("/", static (IAuditTrail audit) => audit.Record("export", "report\r\n7", AuditOutcome.Allowed, ("note", $"with {Token}"), ("card", AuditValue.Digest("4111")))).AllowAnonymousBecause("test"),
            static builder => builder.Services.AddHttpContextAccessor().AddSingleton<IAuditTrail, LoggerAuditTrail>());

        (await site.GetAsync("/")).Is(HttpStatusCode.OK);

        var line = Assert.Single(site.Logs.Lines, static line => line.Text.StartsWith("Recorded", StringComparison.Ordinal)).Text;
        Assert.StartsWith(@"Recorded export of report\u000D\u000A7 for anonymous: Allowed (note=with [masked], card=[digest]); request ", line, StringComparison.Ordinal);
    }
}
