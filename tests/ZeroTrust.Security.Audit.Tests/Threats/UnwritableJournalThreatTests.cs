using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ZeroTrust.Security.Audit.Tests.Journal;
using ZeroTrust.Security.Audit.Tests.Trail;
using ZeroTrust.Security.Audit.Trail;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Audit.Tests.Threats;

/// <summary>A whole service whose journal's disk fails: what must be on record is refused without effect, the rest goes on.</summary>
public sealed class UnwritableJournalThreatTests
{
    private static readonly Uri Refunds = new("/refunds", UriKind.Relative);
    private static readonly Uri Prices = new("/prices", UriKind.Relative);

    [Theory]
    [InlineData(nameof(DiskFault.Error))]
    [InlineData(nameof(DiskFault.NoSpace))]
    [InlineData(nameof(DiskFault.ShortWrite))]
    public async Task J4_UnwritableJournal_RefusesWithoutEffectAndRecovers(string fault)
    {
        var rig = new TrailRig();
        rig.Journal.Disk.Fault = Enum.Parse<DiskFault>(fault);
        var loop = new AuditLoop(TimeSpan.FromMilliseconds(1), NullLogger.Instance);
        var trail = new JournalTrail(
            rig.Ring, loop, rig.Losses, new([]), new(new AuditMeter()), TimeSpan.Zero, TimeSpan.FromSeconds(5), rig.Journal.Clock);
        loop.Start(rig.Writer);
        await using var issuer = await FakeTokenIssuer.StartAsync(new() { Audience = "orders" });
        var effects = 0;
        await using var app = Build(issuer, trail, () => effects++);
        await app.StartAsync();
        using var client = app.GetTestClient().WithToken(issuer.Token().ForUser("alice").WithPermissions("refunds:write").Build());

        Assert.Equal((HttpStatusCode.OK, 1), (await PostAsync(client), effects));
        rig.BreakDisk();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, 1), (await PostAsync(client), effects));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, 1), (await PostAsync(client), effects));
        using (var prices = await client.GetAsync(Prices))
        {
            Assert.Equal(HttpStatusCode.OK, prices.StatusCode);
        }

        rig.RepairDisk();
        await GoOnAsync(rig, trail);
        Assert.Equal((HttpStatusCode.OK, 2), (await PostAsync(client), effects));

        await loop.StopAsync();
        var records = rig.Records();
        Assert.Equal(["allowed", "allowed"], Of(records, "access").Where(static record => record.GetProperty("class").GetString() == "required").Select(static record => record.GetProperty("outcome").GetString()!));

        // The two refusals and the decision about the prices: each is on record, or one of those that a record says were lost.
        var lost = Of(records, "audit.lost").Sum(static record => record.GetProperty("details").GetProperty("buffered").GetInt32());
        Assert.Equal(3, Of(records, "access").Count(static record => record.GetProperty("class").GetString() == "buffered") + lost);
    }

    private static IEnumerable<JsonElement> Of(IEnumerable<JsonElement> records, string type) => records.Where(record => record.GetProperty("type").GetString() == type);

    private static async Task<HttpStatusCode> PostAsync(HttpClient client)
    {
        using var response = await client.PostAsync(Refunds, null);
        return response.StatusCode;
    }

    /// <summary>Nobody asks for anything meanwhile: the journal is tried again by itself.</summary>
    private static async Task GoOnAsync(TrailRig rig, JournalTrail trail)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!trail.IsAvailable)
        {
            bound.Token.ThrowIfCancellationRequested();
            rig.Journal.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    private static WebApplication Build(FakeTokenIssuer issuer, JournalTrail trail, Action effect)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddZeroTrust(static _ => { });
        builder.Services.TrustFakeIssuer(issuer, audience: "orders").AddSingleton<IAuditTrail>(trail);
        var app = builder.Build();
        app.UseZeroTrust();
        app.MapPost("/refunds", effect).RequirePermission("refunds:write").AuditAs(AuditClass.Required);
        app.MapGet("/prices", static () => "ran").AllowAnonymousBecause("a test");
        return app;
    }
}
