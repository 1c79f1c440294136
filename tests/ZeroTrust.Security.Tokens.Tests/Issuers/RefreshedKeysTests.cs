using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Tests.Issuers;

public sealed class RefreshedKeysTests
{
    [Fact]
    public async Task FetchForAsync_CallerCancels_EndsItsWaitAndNotTheFetch()
    {
        using var rig = await KeysRig.StartAsync(null, JwkText.Ec("old"));
        rig.Source.Publish(JwkText.Ec("new"));
        var held = rig.Source.Hold();
        using var caller = new CancellationTokenSource();
        var impatient = rig.FetchAsync("new", caller.Token);
        var patient = rig.FetchAsync("new");

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Assert.False(patient.IsCompleted);
        held.Release();
        Assert.Equal(KeyFetch.Fetched, await patient);
        Assert.True(rig.Has("new"));
    }

    [Fact]
    public async Task FetchForAsync_TokenWithoutKid_JoinsOneFetchAndNoSecond()
    {
        using var rig = await KeysRig.StartAsync(null, JwkText.Ec("old"));
        var held = rig.Source.Hold();
        var first = rig.FetchAsync(null);
        var second = rig.FetchAsync(null);
        held.Release();

        Assert.Equal(KeyFetch.Fetched, await first);
        Assert.Equal(KeyFetch.Fetched, await second);
        Assert.Equal(2, rig.Source.Loads);
    }

    [Fact]
    public async Task FetchForAsync_KeyHasComeSinceTheRequestLooked_CostsNoFetch()
    {
        using var rig = await KeysRig.StartAsync(null, JwkText.Ec("old"));
        rig.Source.Publish(JwkText.Ec("new"));
        Assert.Equal(KeyFetch.Fetched, await rig.FetchAsync("new"));

        Assert.Equal(KeyFetch.Fetched, await rig.FetchAsync("new"));

        Assert.Equal(2, rig.Source.Loads);
    }

    [Fact]
    public async Task FetchForAsync_NoWaitAllowed_AnswersAtOnceAndFetchesBehind()
    {
        using var rig = new KeysRig(KeysRig.Settings with { KeyWait = TimeSpan.Zero });
        rig.Source.Publish(JwkText.Ec("a"));
        var held = rig.Source.Hold();

        Assert.Equal(KeyFetch.Unavailable, await rig.FetchAsync("a"));
        held.Release();
        await rig.Keys.Flight;

        Assert.True(rig.Has("a"));
    }

    [Fact]
    public async Task Refresh_FollowsTheInterval()
    {
        using var rig = await KeysRig.StartAsync(null, JwkText.Ec("a"));

        await rig.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(1 + 4, rig.Source.Loads);
        Assert.Equal(rig.Clock.GetUtcNow(), rig.Keys.Status.LastSuccess);
    }

    [Fact]
    public async Task Dispose_EndsTheTimerAndTheFetchAndKeepsTheKeys()
    {
        using var rig = await KeysRig.StartAsync(null, JwkText.Ec("a"));
        var held = rig.Source.Hold();
        var request = rig.FetchAsync("b");
        await held.Entered.Task;

        await rig.Keys.DisposeAsync();

        Assert.Equal(KeyFetch.Unavailable, await request);
        rig.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, rig.Source.Loads);
        Assert.True(rig.Has("a"));
        Assert.Equal(KeyFetch.Unavailable, await rig.FetchAsync("b"));
    }

    [Fact]
    public async Task Start_Twice_FetchesOnce()
    {
        using var rig = new KeysRig();
        rig.Source.Publish(JwkText.Ec("a"));
        rig.Keys.Start();
        rig.Keys.Start();

        await rig.AdvanceAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(1, rig.Source.Loads);
    }

    [Fact]
    public async Task Current_KeysAtHand_AllocatesNothing()
    {
        using var rig = await KeysRig.StartAsync(null, JwkText.Ec("a"));
        _ = rig.Keys.Current!.Find("a");

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var request = 0; request < 1000; request++)
        {
            _ = rig.Keys.Current!.Find("a");
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public async Task TakeOver_WhileTheIssuerIsDown_KeysServeUntilTheEndTheyHad()
    {
        using var before = await KeysRig.StartAsync(null, JwkText.Ec("a"));
        await before.AdvanceAsync(TimeSpan.FromMinutes(10));
        using var after = new KeysRig(KeysRig.Settings with { KeyWait = TimeSpan.FromSeconds(5) }, before.Clock);

        after.Keys.TakeOver(before.Keys);
        await before.Keys.DisposeAsync();
        after.Keys.Start();
        await after.AdvanceAsync(TimeSpan.FromHours(23));

        Assert.True(after.Has("a"));
        Assert.True(after.Keys.Status.Stale);
        await after.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Null(after.Keys.Current);
    }

    [Fact]
    public async Task TakeOver_IssuerIsUp_ItsNextSetReplacesTheKeys()
    {
        using var before = await KeysRig.StartAsync(null, JwkText.Ec("a"));
        using var after = new KeysRig(null, before.Clock);
        after.Source.Publish(JwkText.Ec("b"));

        after.Keys.TakeOver(before.Keys);
        Assert.True(after.Has("a"));
        after.Keys.Start();
        await after.AdvanceAsync(TimeSpan.FromSeconds(2));

        Assert.True(after.Has("b"));
        Assert.False(after.Has("a"));
    }

    [Fact]
    public async Task Metrics_OfFetchesAndWaits_HaveClosedTags()
    {
        using var rig = await KeysRig.StartAsync(null, JwkText.Ec("a"));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        using var fetches = rig.Meters.Listen("zerotrust.issuer.key.fetches", (tags, _) => seen.Add(tags));
        using var waits = rig.Meters.Listen("zerotrust.issuer.key.waits", (tags, _) => seen.Add(tags));

        for (var token = 0; token < 50; token++)
        {
            await rig.FetchAsync($"random-{token}");
        }

        rig.Source.Fail();
        await rig.AdvanceAsync(TimeSpan.FromMinutes(20));
        await rig.FetchAsync("random");

        Assert.Equal(
            ["issuer=corporate outcome=failure", "issuer=corporate outcome=fetched", "issuer=corporate outcome=not_allowed", "issuer=corporate outcome=success", "issuer=corporate outcome=unavailable"],
            seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Settings_OfEqualValues_AreEqualAndEachChangeIsSeen()
    {
        var settings = KeysRig.Settings with { KeyHosts = new(["a", "b"]) };

        Assert.Equal(settings, settings with { KeyHosts = new(["a", "b"]), Algorithms = new(settings.Algorithms) });
        Assert.NotEqual(settings, settings with { KeyHosts = new(["a"]) });
        Assert.NotEqual(settings, settings with { Algorithms = new(settings.Algorithms.Skip(1)) });
        Assert.NotEqual(settings, settings with { Proxy = "http://proxy:3128" });
    }
}
