using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Auditing;

public sealed class TracingTests
{
    [Fact]
    public async Task Activity_WhileSomebodyListens_TellsTheDecisionInClosedTags()
    {
        var stopped = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "ZeroTrust.Security.AspNetCore",
            Sample = static (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var site = await Site.StartAsync(static app => app.MapGet("/orders", static () => "ran").RequirePermission("orders:read"));
        var trace = ActivityTraceId.CreateRandom();

        foreach (var token in new[] { site.Tokens.Add("good", Callers.User("alice", "orders:read")), "junk" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/orders");
            request.Headers.Authorization = new("Bearer", token);
            request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
            using var client = site.Client();
            await client.SendAsync(request);
        }

        // Other tests run at the same time: the trace tells which decisions were asked for here.
        var tags = stopped.Where(activity => activity.TraceId == trace).Select(static activity => string.Join(' ', activity.TagObjects.Select(static tag => $"{tag.Key}={tag.Value}")));
        Assert.Equal(["zerotrust.outcome=allowed zerotrust.code=none", "zerotrust.outcome=denied zerotrust.code=invalid_token"], tags);
    }
}
