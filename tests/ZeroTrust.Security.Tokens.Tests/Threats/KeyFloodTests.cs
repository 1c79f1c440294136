using System.Security.Cryptography;
using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Tests.Issuers;

namespace ZeroTrust.Security.Tokens.Tests.Threats;

/// <summary>Unknown keys: what tokens nobody signed can make the service do.</summary>
public sealed class KeyFloodTests
{
    [Fact]
    public async Task D1_TenThousandRandomKeyIds_FetchNoMoreThanTheBudget()
    {
        using var rig = await KeysRig.StartAsync(null, JwkText.Ec("good"));

        for (var token = 0; token < 10_000; token++)
        {
            Assert.NotEqual(KeyFetch.Unavailable, await rig.FetchAsync($"random-{token}"));
            Assert.True(rig.Has("good"));
        }

        Assert.Equal(1 + FetchBudget.Capacity, rig.Source.Loads);
    }

    [Fact]
    public async Task D1_FloodThatGoesOn_FetchesOnceEach30Seconds()
    {
        using var rig = await KeysRig.StartAsync(KeysRig.Settings with { RefreshInterval = TimeSpan.FromDays(1) }, JwkText.Ec("good"));

        for (var second = 0; second < 600; second++)
        {
            await rig.FetchAsync($"random-{second}");
            await rig.FetchAsync(null);
            rig.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(1 + FetchBudget.Capacity + 19, rig.Source.Loads);
    }

    [Fact]
    public async Task D1_BucketIsEmpty_ScheduledRefreshesGoOn()
    {
        using var rig = await KeysRig.StartAsync(null, JwkText.Ec("good"));
        for (var token = 0; token < 10; token++)
        {
            await rig.FetchAsync($"random-{token}");
        }

        var before = rig.Source.Loads;
        Assert.Equal(KeyFetch.NotAllowed, await rig.FetchAsync("random"));
        await rig.AdvanceAsync(KeysRig.Settings.RefreshInterval);

        Assert.Equal(before + 1, rig.Source.Loads);
    }

    [Fact]
    public async Task D1_ThousandRequestsWithANewKeyId_ShareOneFetch()
    {
        using var rig = await KeysRig.StartAsync(null, JwkText.Ec("old"));
        rig.Source.Publish(JwkText.Ec("old"), JwkText.Ec("new"));
        var gate = rig.Source.Hold();

        var requests = Enumerable.Range(0, 1000).Select(_ => rig.FetchAsync("new")).ToArray();
        gate.Release();
        var outcomes = await Task.WhenAll(requests);

        Assert.All(outcomes, outcome => Assert.Equal(KeyFetch.Fetched, outcome));
        Assert.True(rig.Has("new"));
        Assert.Equal(2, rig.Source.Loads);
    }

    [Fact]
    public async Task D1_MoreRequestsThanMayWait_AreAnsweredAtOnce()
    {
        using var rig = await KeysRig.StartAsync(null, JwkText.Ec("old"));
        rig.Source.Publish(JwkText.Ec("new"));
        var gate = rig.Source.Hold();

        var waiting = Enumerable.Range(0, RefreshedKeys.MaxWaiting).Select(_ => rig.FetchAsync("new")).ToArray();
        var beyond = rig.FetchAsync("new");

        Assert.True(beyond.IsCompleted);
        Assert.Equal(KeyFetch.Unavailable, await beyond);
        gate.Release();
        Assert.All(await Task.WhenAll(waiting), outcome => Assert.Equal(KeyFetch.Fetched, outcome));
    }

    [Fact]
    public async Task D1_FetchSlowerThanARequestWaits_IsUnavailableAndGoesOn()
    {
        using var rig = await KeysRig.StartAsync(null, JwkText.Ec("old"));
        rig.Source.Publish(JwkText.Ec("new"));
        var gate = rig.Source.Hold();

        var request = rig.FetchAsync("new");
        rig.Clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(request.IsCompleted);
        rig.Clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(KeyFetch.Unavailable, await request);
        gate.Release();
        await rig.Keys.Flight;
        Assert.True(rig.Has("new"));
    }

    [Fact]
    public async Task D2_KeyAskedForJustBeforeItIsPublished_IsServedWithinAMinute()
    {
        using var rig = await KeysRig.StartAsync(null, JwkText.Ec("old"));
        for (var probe = 0; probe < 100; probe++)
        {
            await rig.FetchAsync("new");
        }

        rig.Source.Publish(JwkText.Ec("old"), JwkText.Ec("new"));
        Assert.Equal(KeyFetch.NotAllowed, await rig.FetchAsync("new"));
        rig.Clock.Advance(FetchBudget.RefillEvery);

        Assert.Equal(KeyFetch.Fetched, await rig.FetchAsync("new"));
        Assert.True(rig.Has("new"));
    }

    [Fact]
    public async Task D2_KeyProbedOnce_IsServedAtOnceWhenPublished()
    {
        using var rig = await KeysRig.StartAsync(null, JwkText.Ec("old"));
        Assert.Equal(KeyFetch.Fetched, await rig.FetchAsync("new"));
        Assert.False(rig.Has("new"));

        rig.Source.Publish(JwkText.Ec("old"), JwkText.Ec("new"));

        Assert.Equal(KeyFetch.Fetched, await rig.FetchAsync("new"));
        Assert.True(rig.Has("new"));
    }

    [Fact]
    public async Task D14_RotationUnderLoad_FirstRequestWithTheNewKeyIsServed()
    {
        using var material = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var previous = JwkText.Ec(material, "key-0");
        using var rig = await KeysRig.StartAsync(null, previous);
        for (var rotation = 1; rotation <= 1000; rotation++)
        {
            var next = JwkText.Ec(material, $"key-{rotation}");
            rig.Source.Publish(previous, next);
            previous = next;

            Assert.Equal(KeyFetch.Fetched, await rig.FetchAsync($"key-{rotation}"));
            Assert.True(rig.Has($"key-{rotation}") && rig.Has($"key-{rotation - 1}"), $"rotation {rotation}");
            await rig.AdvanceAsync(FetchBudget.RefillEvery);
        }
    }

    [Fact]
    public async Task D14_KeyPublishedWhileAFetchIsUnderWay_IsServedByASecondFetch()
    {
        using var rig = await KeysRig.StartAsync(null, JwkText.Ec("old"));
        var early = rig.Source.Hold();
        var first = rig.FetchAsync("anything");
        await early.Entered.Task;
        var joined = rig.FetchAsync("new");

        rig.Source.Publish(JwkText.Ec("old"), JwkText.Ec("new"));
        early.Release();

        Assert.Equal(KeyFetch.Fetched, await first);
        Assert.Equal(KeyFetch.Fetched, await joined);
        Assert.True(rig.Has("new"));
        Assert.Equal(3, rig.Source.Loads);
    }
}
