using System.Security.Cryptography;
using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Tests.Issuers;

namespace ZeroTrust.Security.Tokens.Tests.Threats;

/// <summary>Many issuers, many instances, and work in the background that goes wrong.</summary>
public sealed class KeyIsolationTests
{
    [Fact]
    public async Task D11_TwoIssuersWithOneKid_NeverCrossUnderRotation()
    {
        using var rigA = new KeysRig(KeysRig.Settings with { IssuerName = "a" });
        using var rigB = new KeysRig(KeysRig.Settings with { IssuerName = "b" });
        using var keyA = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var keyB = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        rigA.Source.Publish(JwkText.Ec(keyA, "same"));
        rigB.Source.Publish(JwkText.Ec(keyB, "same"));
        var signedByA = keyA.SignData("message"u8, HashAlgorithmName.SHA256);
        var signedByB = keyB.SignData("message"u8, HashAlgorithmName.SHA256);

        await Parallel.ForAsync(0, 2000, async (round, cancellation) =>
        {
            var (own, foreign, rig) = round % 2 == 0 ? (signedByA, signedByB, rigA) : (signedByB, signedByA, rigB);
            await rig.FetchAsync(round % 3 == 0 ? "same" : $"random-{round}", cancellation);
            var key = rig.Keys.Current!.Find("same")!;

            Assert.True(key.Verify("message"u8, own));
            Assert.False(key.Verify("message"u8, foreign));
        });
    }

    [Fact]
    public async Task D15_FailureAndReentry_OneFetchAtATimeAndNoIssuerHarmsAnother()
    {
        var clock = new ManualTimeProvider();
        using var bad = new KeysRig(KeysRig.Settings with { IssuerName = "bad" }, clock);
        using var good = new KeysRig(KeysRig.Settings with { IssuerName = "good" }, clock);
        good.Source.Publish(JwkText.Ec("a"));
        bad.Source.Answer = static _ => throw new InvalidOperationException("out of order");
        var gate = bad.Source.Hold();

        // Two bad tokens in one request, and a timer, while the endpoint fails.
        bad.Keys.Start();
        var first = bad.FetchAsync("x");
        var second = bad.FetchAsync("y");
        await gate.Entered.Task;
        Assert.Equal(KeyFetch.Fetched, await good.FetchAsync("a"));
        gate.Release();

        Assert.Equal(KeyFetch.Unavailable, await first);
        Assert.Equal(KeyFetch.Unavailable, await second);
        Assert.Equal((1, 1), (bad.Source.Loads, bad.Source.MostAtOnce));
        Assert.True(good.Has("a"));
        Assert.True(good.Keys.Status is { Usable: true, Problem: null });
    }

    [Fact]
    public async Task D15_StormOfRequestsTimersAndFailures_NeverFetchesTwiceAtOnce()
    {
        using var rig = await KeysRig.StartAsync(null, JwkText.Ec("a"));
        var fails = rig.Source.Answer;
        rig.Source.Answer = async token =>
        {
            await Task.Yield();
            return rig.Source.Loads % 2 == 0 ? throw new IOException("torn") : await fails(token);
        };

        for (var round = 0; round < 300; round++)
        {
            var requests = Enumerable.Range(0, 8).Select(request => Task.Run(() => rig.FetchAsync($"random-{round}-{request}"))).ToArray();
            rig.Clock.Advance(TimeSpan.FromSeconds(7));
            await rig.Keys.Flight;
            rig.Clock.Advance(TimeSpan.FromSeconds(7));
            await Task.WhenAll(requests);
        }

        Assert.Equal(1, rig.Source.MostAtOnce);
        Assert.True(rig.Has("a"));
    }

    [Fact]
    public void D16_ThousandInstances_SpreadOverTheWindow()
    {
        var plan = RefreshPlan.ForAddress(TimeSpan.FromMinutes(15), RefreshPlan.SystemJitter);
        foreach (var (draw, from, to) in new (Func<TimeSpan> Draw, double From, double To)[]
        {
            (plan.BeforeFirst, 0, 2),
            (plan.AfterSuccess, 720, 900),
            (() => plan.AfterFailure(1), 0.5, 1),
            (() => plan.AfterFailure(5), 8, 16),
            (() => plan.AfterFailure(9), 128, 256),
            (() => plan.AfterFailure(10), 150, 300),
            (() => plan.AfterFailure(int.MaxValue), 150, 300),
        })
        {
            var perTenth = new int[10];
            for (var instance = 0; instance < 1000; instance++)
            {
                var seconds = draw().TotalSeconds;
                Assert.InRange(seconds, from, to);
                perTenth[Math.Min(9, (int)((seconds - from) / (to - from) * 10))]++;
            }

            // A hundred in each tenth on average; all of them in a few tenths is what must not be.
            Assert.All(perTenth, count => Assert.InRange(count, 40, 180));
        }
    }

    [Fact]
    public async Task D16_Start_ReturnsAtOnceAndTheFirstRequestDoesNotWaitForTheSpread()
    {
        using var rig = new KeysRig(jitter: () => 0.9);
        rig.Source.Publish(JwkText.Ec("a"));
        rig.Keys.Start();
        Assert.Equal(0, rig.Source.Loads);
        Assert.False(rig.Keys.Status.Usable);

        Assert.Equal(KeyFetch.Fetched, await rig.FetchAsync("a"));

        await rig.AdvanceAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(1, rig.Source.Loads);
    }

    [Fact]
    public async Task K7_RefreshThatThrowsOnce_IsCaughtCountedAndTriedAgain()
    {
        using var rig = await KeysRig.StartAsync(null, JwkText.Ec("a"));
        var works = rig.Source.Answer;
        rig.Source.Answer = static _ => throw new InvalidOperationException("out of order");
        await rig.AdvanceAsync(KeysRig.Settings.RefreshInterval);
        Assert.Equal(1, rig.Log.Count(2207));
        Assert.Contains("InvalidOperationException", rig.Keys.Status.Problem, StringComparison.Ordinal);

        rig.Source.Answer = works;
        await rig.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.True(rig.Keys.Status is { Usable: true, Stale: false, Problem: null });
    }

    [Fact]
    public async Task K7_RefreshThatThrowsForEver_IsTriedForEverAndItsAgeIsMeasured()
    {
        using var rig = await KeysRig.StartAsync(null, JwkText.Ec("a"));
        var failures = 0;
        var age = 0.0;
        using var fetches = rig.Meters.Listen("zerotrust.issuer.key.fetches", (tags, _) => failures += tags == "issuer=corporate outcome=failure" ? 1 : 0);
        using var ages = rig.Meters.Listen("zerotrust.issuer.key.age", (tags, value) => age = value);
        rig.Source.Answer = static _ => throw new InvalidOperationException("out of order");

        await rig.AdvanceAsync(TimeSpan.FromHours(2));
        ages.RecordObservableInstruments();

        Assert.InRange(failures, 20, 60);
        Assert.InRange(age, 7000, 7210);
        Assert.True(rig.Keys.Status.Stale);
    }

    [Fact]
    public async Task K7_SourceThatNeverAnswersNorHeedsItsToken_IsLeftBehindAfterTheTimeLimit()
    {
        using var rig = new KeysRig();
        var entered = new TaskCompletionSource();
        rig.Source.Answer = _ =>
        {
            entered.TrySetResult();
            return new TaskCompletionSource<KeyLoad>().Task;
        };
        var request = rig.FetchAsync("a");
        await entered.Task;
        rig.Clock.Advance(KeyRefresher.FetchTimeout);
        await rig.Keys.Flight;
        Assert.Equal(KeyFetch.Unavailable, await request);

        rig.Source.Publish(JwkText.Ec("a"));
        await rig.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.True(rig.Has("a"));
    }

    [Fact]
    public async Task K7_LogThatThrows_StopsNoRefresh()
    {
        using var rig = await KeysRig.StartAsync(null, JwkText.Ec("a"));
        rig.Log.Fault = new IOException("the disk is full");
        rig.Source.Answer = static _ => throw new InvalidOperationException("out of order");
        await rig.AdvanceAsync(KeysRig.Settings.RefreshInterval);

        rig.Source.Publish(JwkText.Ec("b"));
        await rig.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.True(rig.Has("b"));
    }
}
