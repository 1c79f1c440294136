using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Auditing;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Auditing;

public sealed class EventTests
{
    [Fact]
    public async Task EachRequest_LeavesExactlyOneEvent()
    {
        await using var site = await Site.StartAsync(
            static app =>
            {
                app.UseZeroTrust();
                app.MapGet("/orders/{id}", static () => "ran").RequirePermission("orders:read");
            },
            null,
            kestrel: true);
        using var client = site.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/orders/secret-id");
        request.Headers.Authorization = new("Bearer", site.Tokens.Add("good", Callers.User("alice", "orders:read")));

        (await client.SendAsync(request)).Is(HttpStatusCode.OK);

        var recorded = Assert.Single(site.Trail.Events);
        Assert.Equal(("access", AuditOutcome.Allowed, "/orders/{id}", "GET"), (recorded.Type, recorded.Outcome, recorded.Resource, recorded.Action));
        Assert.Equal("alice", recorded.Caller.User!.Subject);
        Assert.Equal(IPAddress.Loopback, recorded.ClientAddress);
        Assert.Equal(7, recorded.Id.Version);
        Assert.NotNull(recorded.ConnectionId);
        Assert.Equal((null, null, false), (recorded.Code, recorded.Reason, recorded.Repeated));
    }

    [Fact]
    public async Task DefaultTrail_IsTheLog_WithCleanedValues()
    {
        await using var site = await Site.StartAsync(
            static app => app.MapGet("/orders", static () => "ran").RequirePermission("orders:read"),
            static builder => builder.Services.AddSingleton<IAuditTrail, LoggerAuditTrail>());
        var good = site.Tokens.Add("good", Callers.User("al\r\nFAKE LINE\u001b[31m", "orders:read"));
        var bad = site.Tokens.Refuse("bad", TokenFailure.IssuerUnknown, new(null, "https://evil\r\nx", "kid"));

        await site.GetAsync("/orders", good);
        await site.GetAsync("/orders", bad);

        var lines = site.Logs.Lines.Where(static line => line.Category == LoggerAuditTrail.Category).Select(static line => line.Text).ToList();
        Assert.Equal(2, lines.Count);
        Assert.StartsWith("Allowed GET /orders for user 'al", lines[0], StringComparison.Ordinal);
        Assert.Contains("FAKE LINE", lines[0], StringComparison.Ordinal);
        Assert.Contains("invalid_token (IssuerUnknown); unverified issuer https://evil", lines[1], StringComparison.Ordinal);
        Assert.All(lines, static line => Assert.All(line, static character => Assert.InRange(character, ' ', '~')));
    }

    [Fact]
    public async Task Metrics_CountDecisionsWithClosedTags()
    {
        await using var site = await Site.StartAsync(static app => app.MapGet("/orders", static () => "ran").RequirePermission("orders:read"));
        var factory = site.Services.GetRequiredService<IMeterFactory>();
        var counted = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Scope == factory && instrument.Name == "zerotrust.request.decisions")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => counted.Add($"{tags[0].Value}/{tags[1].Value}/{value}"));
        listener.Start();
        var good = site.Tokens.Add("good", Callers.User("alice", "orders:read"));

        await site.GetAsync("/orders", good);
        await site.GetAsync("/orders");
        await site.GetAsync("/orders", "junk");

        Assert.Equal(["allowed/none/1", "denied/credential_missing/1", "denied/invalid_token/1"], counted);
    }
}
