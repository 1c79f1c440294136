using Microsoft.Extensions.Logging.Abstractions;
using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.Caching;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Revocations;
using ZeroTrust.Security.Tokens.Tests.Issuers;
using ZeroTrust.Security.Tokens.Tests.TestTokens;
using ZeroTrust.Security.Timers;

namespace ZeroTrust.Security.Tokens.Tests.Timers;

/// <summary>A timer outlives the request that happened to make it, and carries nothing of it.</summary>
public sealed class DetachedTimerTests
{
    private static readonly AsyncLocal<string> Ambient = new();

    private readonly WatchedTimers _timers = new(new ManualTimeProvider());
    private readonly TestTrust _trust = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Create_WithTheSystemsTimers_TheCallbackSeesNothingOfTheCaller(bool suppressedBefore)
    {
        var seen = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        Ambient.Value = "the caller's";
        using var timer = suppressedBefore ? CreateSuppressed(seen) : Create(seen);
        Assert.False(ExecutionContext.IsFlowSuppressed());

        timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        Assert.Null(await seen.Task);
        Assert.Equal("the caller's", Ambient.Value);
    }

    [Fact]
    public void RevocationList_ItsTimer_CarriesNothing() =>
        AssertDetached(1, () => new RevocationList(_trust, _timers));

    [Fact]
    public void RevocationFollower_ItsTimers_CarryNothing()
    {
        using var list = new RevocationList(_trust, _trust.Clock);
        AssertDetached(2, () => new RevocationFollower(new InMemoryRevocationStore(), list, new(), _trust, _timers, NullLogger.Instance));
    }

    [Fact]
    public void KeysInUse_ItsTimer_CarriesNothing() => AssertDetached(1, () => new KeysInUse(_timers));

    [Fact]
    public void VerifiedTokenCache_ItsTimer_CarriesNothing() =>
        AssertDetached(1, () =>
        {
            var sweeper = new CacheSweeper(null!, _trust, _timers);
            sweeper.SetTimer(_timers.GetUtcNow().UtcTicks);
            return sweeper;
        });

    [Fact]
    public async Task KeyRefresher_ItsTimers_CarryNothing()
    {
        using var meters = new TestMeters();
        var settings = KeysRig.Settings;
        KeyRefresher? refresher = null;
        AssertDetached(2, () =>
        {
            refresher = new(
                settings, new ScriptedSource(_timers), RefreshPlan.ForAddress(settings.RefreshInterval, static () => 0), new(settings, new(meters), new TestLog()), _timers);
            return meters;
        });
        await refresher!.DisposeAsync();
    }

    // What tells nobody anything without it: the platform's timers do carry it.
    [Fact]
    public void WatchedTimers_AnOrdinaryTimer_CarriesTheCallersValue()
    {
        Ambient.Value = "the caller's";
        using var timer = _timers.CreateTimer(static _ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        Assert.Equal(["the caller's"], _timers.Seen(Ambient));
    }

    private static ITimer Create(TaskCompletionSource<string?> seen) =>
        DetachedTimer.Create(TimeProvider.System, static seen => ((TaskCompletionSource<string?>)seen!).TrySetResult(Ambient.Value), seen);

    private static ITimer CreateSuppressed(TaskCompletionSource<string?> seen)
    {
        using var _ = ExecutionContext.SuppressFlow();
        return Create(seen);
    }

    private void AssertDetached(int count, Func<IDisposable> make)
    {
        Ambient.Value = "the caller's";
        using var made = make();

        Assert.Equal(new string?[count], _timers.Seen(Ambient));
    }
}
