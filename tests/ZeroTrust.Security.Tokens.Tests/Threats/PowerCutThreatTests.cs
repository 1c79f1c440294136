using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.KeyRing;
using ZeroTrust.Security.Tokens.Tests.KeyRing;

namespace ZeroTrust.Security.Tokens.Tests.Threats;

/// <summary>Two processes of a service share a ring through a first key and a rotation, on a disk whose power is cut at every call.</summary>
public sealed class PowerCutThreatTests
{
    private const int Steps = 22;

    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);
    private static readonly KeyRingSettings Settings = RingRig.Defaults with
    {
        KeyCacheTime = TimeSpan.FromMinutes(1),
        KeyLifetime = KeyRingSettings.MinKeyLifetime(TimeSpan.FromMinutes(1)),
    };

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task H7_ACutAtAnyFileCall_LeavesARingThatVerifiesEveryUnexpiredToken(bool after, bool processesAlone)
    {
        var whole = await PlayAsync(int.MaxValue, after, processesAlone);
        Assert.Equal(0, whole.Cuts);
        Assert.True(whole.Keys >= 2, "no rotation");
        for (var cut = 0; cut < whole.Calls; cut++)
        {
            var played = await PlayAsync(cut, after, processesAlone);
            Assert.True(played is { Cuts: 1, Keys: >= 2 and <= 3 }, $"{cut}: {played}");
        }
    }

    private static async Task<(int Calls, int Cuts, int Keys)> PlayAsync(int cut, bool after, bool processesAlone)
    {
        var disk = new SimulatedDisk { CutAt = cut, CutAfter = after, KeepsWhatIsNotFlushed = processesAlone };
        var clock = new ManualTimeProvider();
        var ledger = new TokenLedger(clock);
        var processes = Start(disk, clock);
        var cuts = 0;
        for (var step = 0; step < Steps; step++)
        {
            while (!await TryPlayStepAsync(processes, ledger))
            {
                cuts++;
                processes = Start(disk, clock);
            }

            clock.Advance(Step);
        }

        return (disk.Calls, cuts, ledger.Signers);
    }

    private static RingRig[] Start(SimulatedDisk disk, ManualTimeProvider clock) =>
        [.. Enumerable.Range(0, 2).Select(_ => new RingRig(new DirectoryKeyRingStore(disk.Mount()), clock, Settings))];

    private static async Task<bool> TryPlayStepAsync(RingRig[] processes, TokenLedger ledger)
    {
        try
        {
            foreach (var process in processes)
            {
                await process.Ring.RefreshAsync(default);
                await ledger.MintAsync(process);
            }

            // Both have read what is there: no token of either is refused by what either publishes.
            foreach (var process in processes)
            {
                await process.Ring.RefreshAsync(default);
                ledger.Check(process);
            }

            return true;
        }
        catch (SimulatedDisk.PowerCutException)
        {
            return false;
        }
    }
}
