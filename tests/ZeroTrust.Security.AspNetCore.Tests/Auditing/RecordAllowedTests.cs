using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Auditing;
using ZeroTrust.Security.AspNetCore.Credentials;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.AspNetCore.Tests.Auditing;

/// <summary>Which allowed decisions are recorded where not all are.</summary>
public sealed class RecordAllowedTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.01, 100)]
    [InlineData(0.25, 2500)]
    [InlineData(0.3333, 3333)]
    [InlineData(1, 10_000)]
    public void Takes_TheFractionEvenlySpread(double fraction, int expected)
    {
        var sample = new AllowedSample(fraction);
        var taken = Enumerable.Range(0, 10_000).Where(_ => sample.Takes()).ToList();

        Assert.InRange(taken.Count, expected - 1, expected);
        Assert.All(taken.Zip(taken.Skip(1), static (one, next) => next - one), gap => Assert.InRange(gap, Math.Floor(1 / fraction), Math.Ceiling(1 / fraction)));
    }

    [Fact]
    public async Task Sample_LeavesOutAllowedDecisionsAlone()
    {
        await using var site = await Site.StartAsync(
            static app =>
            {
                app.MapGet("/prices", static () => "ran").RequirePermission("prices:read").RecordAllowed(0.1);
                app.MapGet("/all", static () => "ran").RequirePermission("prices:read").RecordAllowed(1);
                app.MapGet("/usual", static () => "ran").RequirePermission("prices:read");
                app.MapGet("/required", static () => "ran").RequirePermission("prices:read").AuditAs(AuditClass.Required);
            },
            static builder => builder.Services.Configure<HttpSettings>(static settings => settings.RecordAllowed = 0.5));
        var good = site.Tokens.Add("good", Callers.User("alice", "prices:read"));
        var bad = site.Tokens.Add("bad", Callers.User("mallory"));
        foreach (var path in new[] { "/prices", "/all", "/usual", "/required" })
        {
            for (var i = 0; i < 20; i++)
            {
                Assert.Equal("200", await site.GetAsync(path, good).ShortAsync());
                Assert.Equal("403 insufficient_scope", await site.GetAsync(path, bad).ShortAsync());
            }
        }

        Assert.Equal((2, 20, 10, 20), (Count(site, "/prices", AuditOutcome.Allowed), Count(site, "/all", AuditOutcome.Allowed), Count(site, "/usual", AuditOutcome.Allowed), Count(site, "/required", AuditOutcome.Allowed)));
        Assert.Equal(80, site.Trail.Events.Count(static recorded => recorded.Outcome == AuditOutcome.Denied));
    }

    [Fact]
    public void LeftOut_IsSaidOnceAMinuteWithExactCounts()
    {
        var (left, clock) = (new LeftOut(), new ManualTimeProvider());
        var said = new List<AuditEvent>();
        for (var i = 0; i < 180; i++)
        {
            said.AddRange(left.Add(clock.GetUtcNow()) is { } due ? [due] : Array.Empty<AuditEvent>());
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(["1", "60", "60"], said.Select(static recorded => Assert.Single(recorded.Details).Value.ToString()));
        Assert.All(said, static recorded => Assert.Equal("access.left-out", recorded.Type));
    }

    [Fact]
    public async Task Faults_StopTheStart()
    {
        var message = await Site.RefusalAsync(static app =>
        {
            app.MapGet("/much", static () => "ran").RequireAuthenticatedCaller().RecordAllowed(1.5);
            app.MapGet("/both", static () => "ran").RequireAuthenticatedCaller().RecordAllowed(0.5).AuditAs(AuditClass.Required);
        });

        Assert.Contains("/much: RecordAllowed is 1.5; use 0 for none to 1 for all.", message, StringComparison.Ordinal);
        Assert.Contains("/both: Its decisions must be on record before it runs (AuditClass.Required), and RecordAllowed leaves some out", message, StringComparison.Ordinal);
    }

    private static int Count(Site site, string path, AuditOutcome outcome) => site.Trail.Events.Count(recorded => recorded.Resource == path && recorded.Outcome == outcome);
}
