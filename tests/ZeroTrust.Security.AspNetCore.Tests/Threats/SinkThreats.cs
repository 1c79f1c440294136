using ZeroTrust.Security.AspNetCore.Tests.Hosting;
using ZeroTrust.Security.Audit;
using ZeroTrust.Security.Audit.Tests.Sinks;

namespace ZeroTrust.Security.AspNetCore.Tests.Threats;

/// <summary>Sinks that fail in every way at once, while a whole service answers requests.</summary>
public sealed class SinkThreats
{
    private const int Seconds = 600;
    private const int PerSecond = 170;
    private const string Good = "good";
    private const string Silent = "never-answers";

    // These had a part of it meanwhile.
    private static readonly string[] Storing = [Good, "is-slow", "flaps", "stores-half-and-throws"];

    [Fact]
    public async Task J18_TenBadMinutes_And100000Requests_LoseNone_AndHoldUpNone()
    {
        var bad = true;
        var never = new TaskCompletionSource<AuditSinkResult>();
        string[] names = [Good, Silent, .. SinkFaults.All.Select(static fault => fault.Replace(' ', '-'))];
        ShippingSite site = null!;
        await using var closing = site = await ShippingSite.OpenAsync(names, (sink, attempt, batch, cancelled) => (bad, sink.Name) switch
        {
            (false, _) or (_, Good) => null,
            (_, Silent) => new(never.Task),
            _ => SinkFaults.Misbehave(sink.Name.Replace('-', ' '), sink, site.Clock, attempt, batch, cancelled),
        });
        await PassAsync(site);

        Assert.Equal(Seconds * (PerSecond + 1), site.Answered);
        Assert.Equal((0, 0), (site.Waited, site.CalledByRequests));
        Assert.All(site.Sinks, static sink => Assert.True(sink.Attempts > 0));
        Assert.All(site.Sinks, static sink => Assert.Equal(Storing.Contains(sink.Name), sink.Stored.Count > 0));

        bad = false;
        never.SetResult(default);
        for (var second = 0; second < 180; second++)
        {
            site.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.All(site.Sinks, sink => Assert.True(sink.Stored.Count >= site.Answered, sink.Name));
        var lines = await site.CloseAsync();
        Assert.Equal(site.Answered, lines.Count(static line => line.Contains("\"type\":\"access\"", StringComparison.Ordinal)));
        Assert.DoesNotContain(lines, static line => line.Contains("audit.lost", StringComparison.Ordinal));
        Assert.Equal(JournalVerdict.Intact, JournalVerifier.Verify(site.Journal).Verdict);
        Assert.All(site.Sinks, sink => Assert.Equal((sink.Name, lines.Count, 0), (sink.Name, sink.Stored.Count, lines.Except(sink.Stored.Values).Count())));
        Assert.All(site.Sinks, static sink => Assert.Equal((sink.Name, 1, sink.Name == "stores-half-and-throws"), (sink.Name, sink.Overlap, sink.Copies > 0)));
    }

    private static async Task PassAsync(ShippingSite site)
    {
        var token = "";
        for (var second = 0; second < Seconds; second++)
        {
            token = second % 60 == 0 ? site.Token() : token;
            await site.RefundAsync(token);
            for (var i = 0; i < PerSecond; i++)
            {
                await site.BrowseAsync(token);
            }

            site.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
