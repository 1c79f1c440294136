using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Tests.Issuers;

namespace ZeroTrust.Security.Tokens.Tests.Threats;

/// <summary>Sources that are down, broken or come back.</summary>
public sealed class KeyOutageTests
{
    [Fact]
    public async Task D7_RefreshThatFails_LeavesTheGoodSetInPlace()
    {
        using var rig = await KeysRig.StartAsync(null, JwkText.Ec("good"));
        var set = rig.Keys.Current;
        foreach (var bad in new[] { JwkText.Rsa("enc", "RSA-OAEP"), "{\"kty\":\"EC\",\"d\":\"AA\"}", "{}" })
        {
            rig.Source.Publish(bad);
            await rig.AdvanceAsync(KeysRig.Settings.RefreshInterval);

            Assert.Same(set, rig.Keys.Current);
            Assert.True(rig.Keys.Status is { Usable: true, Stale: true, Problem: not null });
        }

        rig.Source.Publish(JwkText.Ec("good"));
        await rig.AdvanceAsync(RefreshPlan.ForAddress(default, () => 0).MaxBackOff);
        Assert.True(rig.Keys.Status is { Usable: true, Stale: false, Problem: null });
    }

    [Fact]
    public async Task D8_OutageOf24Hours_ServesUntilTheBoundThenRefuses()
    {
        using var rig = await KeysRig.StartAsync(null, JwkText.Ec("good"));
        rig.Source.Fail();

        await rig.AdvanceAsync(TimeSpan.FromHours(24) - TimeSpan.FromTicks(1));
        Assert.True(rig.Has("good"));
        Assert.True(rig.Keys.Status is { Usable: true, Stale: true });

        await rig.AdvanceAsync(TimeSpan.FromTicks(1));
        Assert.Null(rig.Keys.Current);
        Assert.False(rig.Keys.Status.Usable);
        Assert.Equal(KeyFetch.Unavailable, await rig.FetchAsync("good"));
    }

    [Fact]
    public async Task D8_BoundIsByTheMonotonicClock_SettingTheWallClockBackExtendsNothing()
    {
        using var rig = await KeysRig.StartAsync(null, JwkText.Ec("good"));
        rig.Source.Fail();
        rig.Clock.JumpTo(rig.Clock.GetUtcNow().AddYears(-10));

        await rig.AdvanceAsync(TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1));

        Assert.Null(rig.Keys.Current);
    }

    [Fact]
    public async Task D8_Outage_AlarmsOnceAtOneHourAndOnceAtTheBound()
    {
        using var rig = await KeysRig.StartAsync(null, JwkText.Ec("good"));
        rig.Source.Fail();

        await rig.AdvanceAsync(TimeSpan.FromMinutes(59));
        Assert.Equal(0, rig.Log.Count(2204));
        await rig.AdvanceAsync(TimeSpan.FromMinutes(7));
        Assert.Equal(1, rig.Log.Count(2204));
        await rig.AdvanceAsync(TimeSpan.FromHours(24));

        Assert.Equal(1, rig.Log.Count(2204));
        Assert.Equal(1, rig.Log.Count(2205));
        Assert.Contains(rig.Log.Entries, entry => entry is { Id: 2204, Level: LogLevel.Error });
    }

    [Fact]
    public async Task D8_SourceIsBackAfterTheBound_ServesAgain()
    {
        using var rig = await KeysRig.StartAsync(null, JwkText.Ec("good"));
        rig.Source.Fail();
        await rig.AdvanceAsync(TimeSpan.FromHours(25));
        Assert.Null(rig.Keys.Current);

        rig.Source.Publish(JwkText.Ec("good"));
        await rig.AdvanceAsync(TimeSpan.FromMinutes(5));

        Assert.True(rig.Has("good"));
        Assert.Equal(1, rig.Log.Count(2206));
    }

    [Fact]
    public async Task D8_NeverReachable_OneTryEachBackOffStepNotEachRequest()
    {
        using var rig = new KeysRig();
        rig.Keys.Start();

        for (var second = 0; second < 3600; second++)
        {
            for (var request = 0; request < 20; request++)
            {
                Assert.Equal(KeyFetch.Unavailable, await rig.FetchAsync("any"));
            }

            await rig.AdvanceAsync(TimeSpan.FromSeconds(1));
        }

        // 1, 2, 4 … 256 seconds, then each 300: nine doublings and nine full steps in an hour, and the first try.
        Assert.InRange(rig.Source.Loads, 15, 22);
        Assert.Null(rig.Keys.Current);
        await rig.AdvanceAsync(TimeSpan.FromMinutes(6));
        Assert.Equal(1, rig.Log.Count(2208));
        Assert.InRange(rig.Keys.Status.NextAttemptIn!.Value, TimeSpan.Zero, TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task D8_NoKeysEverHad_IsUnavailableEvenWithAnEmptyBucket()
    {
        using var rig = new KeysRig();
        for (var step = 0; step < 50; step++)
        {
            Assert.Equal(KeyFetch.Unavailable, await rig.FetchAsync($"random-{step}"));
            await rig.AdvanceAsync(TimeSpan.FromMilliseconds(100));
        }
    }

    [Fact]
    public async Task D8_RefetchFailed_IsUnavailableUntilTheBackOffIsOver()
    {
        using var rig = await KeysRig.StartAsync(null, JwkText.Ec("good"));
        rig.Source.Fail();

        Assert.Equal(KeyFetch.Unavailable, await rig.FetchAsync("new"));
        Assert.Equal(KeyFetch.Unavailable, await rig.FetchAsync("new"));
        Assert.Equal(2, rig.Source.Loads);
        Assert.True(rig.Has("good"));
    }

    [Fact]
    public async Task D9_KeyThatLeftTheSet_IsGoneFromTheSwapOn()
    {
        using var rig = await KeysRig.StartAsync(null, JwkText.Ec("stays"), JwkText.Ec("leaves"));
        var before = rig.Keys.Current!;
        rig.Source.Publish(JwkText.Ec("stays"));

        await rig.AdvanceAsync(KeysRig.Settings.RefreshInterval);

        Assert.True(rig.Has("stays"));
        Assert.False(rig.Has("leaves"));
        Assert.NotNull(before.Find("leaves"));
        Assert.NotSame(before, rig.Keys.Current);
    }

    [Fact]
    public async Task D9_KeyReplacedUnderItsKid_IsTheNewOneAlone()
    {
        using var rig = await KeysRig.StartAsync(null, JwkText.Ec("same"));
        var before = rig.Keys.Current!.Find("same");
        rig.Source.Publish(JwkText.Ec("same"));

        await rig.AdvanceAsync(KeysRig.Settings.RefreshInterval);

        Assert.NotSame(before, rig.Keys.Current!.Find("same"));
    }

    [Fact]
    public async Task RefreshedKeys_SameKeysAgain_KeepTheSetSoThatWhatItVerifiedStaysVerified()
    {
        using var rig = await KeysRig.StartAsync(null, JwkText.Ec("a"), JwkText.Ec("b"));
        var before = rig.Keys.Current;

        await rig.AdvanceAsync(TimeSpan.FromHours(3));

        Assert.True(rig.Source.Loads > 10);
        Assert.Same(before, rig.Keys.Current);
    }

    [Fact]
    public async Task D10_KeyWithAnEnd_IsGoneAtThatInstantEvenInAnOutage()
    {
        using var rig = new KeysRig();
        var end = rig.Clock.GetUtcNow().AddHours(2).ToUnixTimeSeconds();
        rig.Source.Publish(JwkText.Ec("ends", more: $"\"exp\":{end}"), JwkText.Ec("stays"));
        await rig.FetchAsync("ends");
        rig.Source.Fail();

        await rig.AdvanceAsync(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(1));
        Assert.True(rig.Has("ends"));
        await rig.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.False(rig.Has("ends"));
        Assert.True(rig.Has("stays"));
    }

    [Fact]
    public async Task D10_KeyOlderThanAllowed_IsNoLongerTakenHoweverLongItIsPublished()
    {
        using var rig = await KeysRig.StartAsync(KeysRig.Settings with { MaxKeyAge = TimeSpan.FromDays(30) }, JwkText.Ec("old"));
        var old = rig.Keys.Current!.Keys[0];

        await rig.AdvanceAsync(TimeSpan.FromDays(30) - TimeSpan.FromHours(1));
        Assert.Same(old, rig.Keys.Current!.Find("old"));
        await rig.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Null(rig.Keys.Current);

        rig.Source.Publish(JwkText.Ec("new"));
        await rig.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.True(rig.Has("new"));
    }

    [Fact]
    public async Task D10_KeyThatLeavesAndComesBack_GainsNoSecondLife()
    {
        var old = JwkText.Ec("old");
        using var rig = await KeysRig.StartAsync(KeysRig.Settings with { MaxKeyAge = TimeSpan.FromDays(1) }, old);
        rig.Source.Publish(JwkText.Ec("other"));
        await rig.AdvanceAsync(TimeSpan.FromHours(23));

        rig.Source.Publish(old, JwkText.Ec("third"));
        await rig.AdvanceAsync(TimeSpan.FromHours(1.5));

        Assert.False(rig.Has("old"));
        Assert.True(rig.Has("third"));
    }
}
