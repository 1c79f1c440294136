using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Audit.Tests.Threats;

/// <summary>A whole service, as an application registers it, whose disk somebody fills.</summary>
public sealed class FilledDiskTests
{
    private const int Segment = 1024 * 1024;

    private static readonly Uri Refunds = new("/refunds", UriKind.Relative);
    private static readonly Uri Prices = new("/prices", UriKind.Relative);

    // Long enough for a segment to be full soon; words, so that nothing of it is masked.
    private static readonly string Words = string.Concat(Enumerable.Repeat("of an order ", 80));

    [SmallDiskFact]
    public async Task J5_AFilledDisk_TakesWhatIsRequiredWhileItsReserveLasts_ThenRefusesIt_AndGoesOnByItself()
    {
        using var disk = SmallDisk.Mount(megabytes: 6)!;
        var directory = Path.Combine(disk.Path, "audit");
        await using var issuer = await FakeTokenIssuer.StartAsync(new() { Audience = "orders" });
        var effects = 0;
        var acknowledged = new List<int>();
        await using (var app = Build(issuer, directory, () => effects++))
        {
            await app.StartAsync();
            var audit = app.Services.GetRequiredService<IAuditTrail>();
            using var client = app.GetTestClient().WithToken(issuer.Token().ForUser("alice").WithPermissions("refunds:write").Build());
            Assert.Equal((HttpStatusCode.OK, 1), (await PostAsync(client), effects));

            disk.Fill();
            Assert.InRange(new DriveInfo(disk.Path).AvailableFreeSpace, 0, Segment / 16);

            // What was set aside is used: the end of one segment, and the whole of the next.
            await RecordUntilAsync(audit, acknowledged, () => Directory.GetFiles(directory, "*.jsonl").Length > 1);
            Assert.Equal((HttpStatusCode.OK, 2), (await PostAsync(client), effects));
            Assert.Equal(HttpStatusCode.OK, await GetAsync(client));

            var reserve = acknowledged.Count;
            await RecordUntilAsync(audit, acknowledged, static () => false);
            Assert.InRange((acknowledged.Count - reserve) * 6 * Words.Length, Segment * 3 / 4, Segment * 5 / 4);
            Assert.Equal((HttpStatusCode.ServiceUnavailable, 2), (await PostAsync(client), effects));
            Assert.Equal(HttpStatusCode.OK, await GetAsync(client));

            disk.Empty();
            await GoOnAsync(audit);
            Assert.Equal((HttpStatusCode.OK, 3), (await PostAsync(client), effects));
            await app.StopAsync();
        }

        var report = JournalVerifier.Verify(directory);
        Assert.True(report.Verdict == JournalVerdict.Intact, $"{report}");
        var records = Directory.GetFiles(directory, "*.jsonl").SelectMany(File.ReadLines).Select(static line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Subset(Of(records, "fill").Select(static record => int.Parse(record.GetProperty("resource").GetString()!, CultureInfo.InvariantCulture)).ToHashSet(), acknowledged.ToHashSet());
        Assert.Equal(3, Of(records, "access").Count(static record => record.GetProperty("class").ValueEquals("required"u8)));

        // The look at the prices while the reserve was used, at least: nobody waits for that, so it was left out and counted.
        Assert.NotEqual(0, Of(records, "audit.lost").Sum(static record => record.GetProperty("details").GetProperty("buffered").GetInt32()));
    }

    private static IEnumerable<JsonElement> Of(IEnumerable<JsonElement> records, string type) => records.Where(record => record.GetProperty("type").ValueEquals(type));

    /// <summary>Records until it is enough, or refused.</summary>
    private static async Task RecordUntilAsync(IAuditTrail audit, List<int> acknowledged, Func<bool> enough)
    {
        try
        {
            while (!enough())
            {
                Assert.True(acknowledged.Count < 2_000);
                var number = acknowledged.Count;
                await audit.RecordAsync(
                    "fill", number.ToString(CultureInfo.InvariantCulture), AuditOutcome.Allowed, ("a", Words), ("b", Words), ("c", Words), ("d", Words), ("e", Words), ("f", Words));
                acknowledged.Add(number);
            }
        }
        catch (AuditUnavailableException)
        {
            Assert.False(enough());
        }
    }

    /// <summary>The disk is asked again by itself; how soon is the journal's own matter.</summary>
    private static async Task GoOnAsync(IAuditTrail audit)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            bound.Token.ThrowIfCancellationRequested();
            try
            {
                await audit.RecordAsync("goes-on", "1", AuditOutcome.Allowed);
                return;
            }
            catch (AuditUnavailableException)
            {
                await Task.Yield();
            }
        }
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient client)
    {
        using var response = await client.PostAsync(Refunds, null);
        return response.StatusCode;
    }

    private static async Task<HttpStatusCode> GetAsync(HttpClient client)
    {
        using var response = await client.GetAsync(Prices);
        return response.StatusCode;
    }

    private static WebApplication Build(FakeTokenIssuer issuer, string directory, Action effect)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddZeroTrust(static _ => { }).AddAuditJournal(directory, static options => options.SegmentBytes = Segment);
        builder.Services.TrustFakeIssuer(issuer, audience: "orders");
        var app = builder.Build();
        app.UseZeroTrust();
        app.MapPost("/refunds", effect).RequirePermission("refunds:write").AuditAs(AuditClass.Required);
        app.MapGet("/prices", static () => "ran").AllowAnonymousBecause("a test");
        return app;
    }
}
