using System.Globalization;
using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.KeyRing;
using ZeroTrust.Security.Tokens.Tests.KeyRing;

namespace ZeroTrust.Security.Tokens.Tests.Threats;

/// <summary>Three processes whose clocks are a minute apart, and three services that fetch their keys now and then, now from one, now from another.</summary>
public sealed class RotationThreatTests
{
    // 100 unless told otherwise: tests/run.sh, and so CI, takes the thousand once.
    private static readonly int Rotations =
        int.TryParse(Environment.GetEnvironmentVariable("ZEROTRUST_ROTATIONS"), CultureInfo.InvariantCulture, out var told) ? told : 100;

    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(150);
    private static readonly KeyRingSettings Settings = RingRig.Defaults with
    {
        KeyCacheTime = TimeSpan.FromMinutes(5),
        KeyLifetime = KeyRingSettings.MinKeyLifetime(TimeSpan.FromMinutes(5)),
    };

    [Fact]
    public async Task H6_ManyRotationsWithClocksApart_RefuseNoGoodTokenAndAcceptNoOther()
    {
        var store = new MemoryKeyRingStore();
        RingRig[] processes = [.. ((int[])[-60, 0, 60]).Select(skew => new RingRig(store, new(Start.AddSeconds(skew)), Settings))];
        ConsumingService[] consumers = [.. ((int[])[-60, 0, 60]).Select((skew, index) => new ConsumingService(new(Start.AddSeconds(skew)), Settings.KeyCacheTime, processes, index))];
        var rotations = new RotationCount();
        for (var step = 0; rotations.Count < Rotations; step++)
        {
            await RefreshAsync(processes, step);
            foreach (var consumer in consumers)
            {
                consumer.FetchWhenDue();
            }

            await ExchangeAsync(processes, consumers, step);
            rotations.Note(processes[0], consumers);
            foreach (var clock in processes.Select(static process => process.Clock).Concat(consumers.Select(static consumer => consumer.Clock)))
            {
                clock.Advance(Step);
            }
        }

        Assert.Equal(Rotations - 1, rotations.RefusedOfGoneKeys);
    }

    [Fact]
    public async Task H6_AClockThatIsSetBack_UndoesNoStepAndTakesNoneEarly()
    {
        using var rig = await RingRig.StartAsync(settings: Settings);
        await AdvanceUntilAsync(rig, () => rig.Pending is not null);
        await AdvanceUntilAsync(rig, () => rig.Pending is null);
        var (version, active) = (rig.Ring.Version, rig.Active.KeyId);

        rig.Clock.JumpTo(rig.Clock.GetUtcNow().AddDays(-30));
        await rig.AdvanceAsync(TimeSpan.FromDays(1), TimeSpan.FromHours(1));

        Assert.Equal((version, active), (rig.Ring.Version, rig.Active.KeyId));
        Assert.Equal(active, Jws.KeyId(await rig.MintAsync()));
    }

    [Fact]
    public async Task H6_AProcessThatStartsAnew_GoesOnWhereTheRingStands()
    {
        using var rig = await RingRig.StartAsync(settings: Settings);
        await AdvanceUntilAsync(rig, () => rig.Pending is not null);
        var active = rig.Active.KeyId;

        using var again = await RingRig.StartAsync(rig.Store, rig.Clock, Settings);
        Assert.Equal(active, Jws.KeyId(await again.MintAsync()));
        again.Clock.Advance(Settings.PendingTime - TimeSpan.FromSeconds(1));
        using var third = await RingRig.StartAsync(rig.Store, rig.Clock, Settings);
        Assert.Equal(active, Jws.KeyId(await third.MintAsync()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(60)]
    [InlineData(1440)]
    public void H6_TheTimesBetweenSteps_CoverCachesPollsClocksAndTokens(int cacheMinutes)
    {
        var settings = Settings with { KeyCacheTime = TimeSpan.FromMinutes(cacheMinutes) };
        var clocks = 2 * TimeSpan.FromSeconds(60);

        Assert.True(settings.PendingTime >= settings.KeyCacheTime + KeyRingSettings.MaxStaleness + clocks);
        Assert.True(KeyRingSettings.RetiringTime >= TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(60) + KeyRingSettings.MaxStaleness + clocks);
        Assert.True(KeyRingSettings.MaxStaleness > TimeSpan.FromMinutes(1) * 2);
    }

    // One process after another misses a reading, as when its disk hangs.
    private static async Task RefreshAsync(RingRig[] processes, int step)
    {
        for (var i = 0; i < processes.Length; i++)
        {
            if (step == 0 || step % 5 != i)
            {
                await processes[i].Ring.RefreshAsync(default);
            }
        }
    }

    // Each process calls one service; and a token of before comes to another one just before it expires.
    private static async Task ExchangeAsync(RingRig[] processes, ConsumingService[] consumers, int step)
    {
        for (var i = 0; i < processes.Length; i++)
        {
            consumers[(i + step) % consumers.Length].Take(await processes[i].MintAsync());
        }

        consumers[step % consumers.Length].TakeAgain(consumers[(step + 1) % consumers.Length]);
    }

    private static async Task AdvanceUntilAsync(RingRig rig, Func<bool> reached)
    {
        for (var steps = 0; !reached(); steps++)
        {
            await rig.AdvanceAsync(TimeSpan.FromMinutes(1));
            Assert.True(steps < 10_000);
        }
    }
}
