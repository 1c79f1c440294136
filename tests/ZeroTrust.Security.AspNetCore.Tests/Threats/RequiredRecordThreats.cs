using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;

namespace ZeroTrust.Security.AspNetCore.Tests.Threats;

/// <summary>Nothing is done on the word of a decision that is not on record yet, where that is required.</summary>
public sealed class RequiredRecordThreats
{
    private static readonly string[] Paths = ["/rules", "/code", "/plain", "/policy", "/both", "/open", "/stream"];

    [Theory]
    [InlineData("/rules")]
    [InlineData("/code")]
    [InlineData("/plain")]
    [InlineData("/policy")]
    [InlineData("/both")]
    [InlineData("/open")]
    [InlineData("/stream")]
    [InlineData("/rules", true)]
    public async Task J4_Handler_RunsAfterItsDecisionIsOnRecord(string path, bool routedInFront = false)
    {
        var held = new HeldTrail();
        var seen = -1;
        await using var site = await StartAsync(held, () => seen = held.Events.Count(static recorded => recorded.Class == AuditClass.Required), routedInFront: routedInFront);
        var token = site.Tokens.Add("good", Callers.User("alice", "refunds:write"));
        var answering = site.GetAsync(path, token);
        await held.Asked;
        Assert.Equal((false, -1), (answering.IsCompleted, seen));

        held.Release();

        Assert.Equal("200", await answering.ShortAsync());
        Assert.True(seen > 0, "The handler finds its decision on record.");
        Assert.All(held.Events, static recorded => Assert.Equal(AuditOutcome.Allowed, recorded.Outcome));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task J4_WhereItCannotBeRecorded_Is503AndNothingRuns(bool failsWhileWaiting)
    {
        var held = new HeldTrail { IsAvailable = failsWhileWaiting };
        held.Release(recorded: false);
        var runs = 0;
        await using var site = await StartAsync(held, () => runs++);
        var token = site.Tokens.Add("good", Callers.User("alice", "refunds:write"));

        foreach (var path in Paths)
        {
            var response = await site.GetAsync(path, token);

            response.Is(HttpStatusCode.ServiceUnavailable);
            Assert.Equal("audit_unavailable", await response.CodeAsync());
            Assert.Equal("5", response.Headers.RetryAfter!.ToString());
            Assert.Empty(response.Headers.WwwAuthenticate);
            Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        }

        Assert.Equal(0, runs);
        Assert.Equal("200", await site.GetAsync("/buffered", token).ShortAsync());
        Assert.Equal(1, runs);
        var refused = held.Events.Where(static recorded => recorded.Code == "audit_unavailable").ToList();
        Assert.Equal(Paths.Length, refused.Count);
        Assert.All(refused, static recorded => Assert.Equal((AuditOutcome.Failed, "not_on_record", "alice"), (recorded.Outcome, recorded.Reason, recorded.Caller.User!.Subject)));
    }

    [Theory]
    [InlineData(HttpProtocols.Http1)]
    [InlineData(HttpProtocols.Http2)]
    public async Task J4_OnARealServer_TheAnswerWaitsForTheRecord(HttpProtocols protocols)
    {
        var held = new HeldTrail();
        var seen = -1;
        await using var site = await StartAsync(held, () => seen = held.Events.Count, protocols);
        using var client = site.Client();
        (client.DefaultRequestVersion, client.DefaultVersionPolicy) =
            (protocols == HttpProtocols.Http2 ? HttpVersion.Version20 : HttpVersion.Version11, HttpVersionPolicy.RequestVersionExact);
        client.DefaultRequestHeaders.Authorization = new("Bearer", site.Tokens.Add("good", Callers.User("alice", "refunds:write")));
        var answering = client.GetAsync("/rules");
        await held.Asked;
        Assert.Equal((false, -1), (answering.IsCompleted, seen));

        held.Release();

        (await answering).Is(HttpStatusCode.OK);
        Assert.Equal(1, seen);
    }

    [Fact]
    public async Task J4_RequestThatEndsWhileItWaits_RunsAfterItsDecisionIsOnRecordOrNotAtAll()
    {
        var held = new HeldTrail();
        var ended = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var site = await StartAsync(held, () => ended.TrySetResult(held.Events.Count), HttpProtocols.Http1);
        using var client = site.Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", site.Tokens.Add("good", Callers.User("alice", "refunds:write")));
        using var gone = new CancellationTokenSource();
        var answering = client.GetAsync("/rules", gone.Token);
        await held.Asked;

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answering);
        Assert.False(ended.Task.IsCompleted, "Whoever goes away does not have it done before it is on record.");
        held.Release();

        Assert.Equal(1, await ended.Task.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task J4_ErrorPageOfTheSameClass_LeavesTheAnswerAsItIs()
    {
        var held = new HeldTrail { IsAvailable = false };
        var pages = 0;
        await using var site = await Site.StartAsync(
            app =>
            {
                app.UseStatusCodePagesWithReExecute("/error");
                app.UseZeroTrust();
                app.MapGet("/refunds", static () => "ran").RequireAuthenticatedCaller().AuditAs(AuditClass.Required);
                app.MapGet("/error", () => $"page {++pages}").AllowAnonymousBecause("error page").AuditAs(AuditClass.Required);
            },
            builder => builder.Services.AddSingleton<IAuditTrail>(held),
            kestrel: false);

        Assert.Equal("503 audit_unavailable", await site.GetAsync("/refunds", site.Tokens.Add("good", Callers.User("alice"))).ShortAsync());

        Assert.Equal(0, pages);
    }

    private static Task<Site> StartAsync(HeldTrail held, Action effect, HttpProtocols? protocols = null, bool routedInFront = false) => Site.StartAsync(
        app =>
        {
            if (routedInFront)
            {
                app.UseRouting();
            }

            app.UseZeroTrust();
            var all = app.MapGroup("").AuditAs(AuditClass.Required);
            all.MapGet("/rules", effect).RequirePermission("refunds:write");
            all.MapGet("/code", effect).RequireThat(static async (_, _) =>
            {
                await Task.Yield();
                return true;
            });
            all.MapGet("/plain", effect).RequireAuthorization();
            all.MapGet("/policy", effect).RequireAuthorization(static policy => policy.RequireAssertion(static _ => true));
            all.MapGet("/both", effect).RequirePermission("refunds:write").RequireAuthorization();
            all.MapGet("/open", effect).AllowAnonymousBecause("a test");
            all.MapGet("/stream", effect).RequirePermission("refunds:write").RecheckWhileOpen();
            app.MapGet("/buffered", effect).RequirePermission("refunds:write");
        },
        builder =>
        {
            builder.Services.AddSingleton<IAuditTrail>(held);
            if (protocols is { } spoken)
            {
                builder.WebHost.ConfigureKestrel(server => server.ConfigureEndpointDefaults(door => door.Protocols = spoken));
            }
        },
        kestrel: protocols is not null);
}
