using System.Runtime.Versioning;
using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.KeyRing;
using ZeroTrust.Security.Tokens.Tests.KeyRing;

namespace ZeroTrust.Security.Tokens.Tests.Threats;

[UnsupportedOSPlatform("windows")]
public sealed class RacingRotationThreatTests : IDisposable
{
    private static readonly KeyRingSettings Settings = RingRig.Defaults with
    {
        KeyCacheTime = TimeSpan.FromMinutes(1),
        KeyLifetime = KeyRingSettings.MinKeyLifetime(TimeSpan.FromMinutes(1)),
    };

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task H7_ManyProcessesOnAnEmptyDirectory_ShareOneFirstKey()
    {
        var clock = new ManualTimeProvider();
        RingRig[] processes = [.. Enumerable.Range(0, 8).Select(_ => new RingRig(_folder.OpenStore(), clock))];

        await Task.WhenAll(processes.Select(static process => Task.Run(() => process.Ring.RefreshAsync(default))));

        Assert.Single(processes.Select(static process => Assert.Single(process.Ring.Keys)).Distinct());
        Assert.All(processes, static process => Assert.Equal(1, process.Ring.Version));
    }

    [Fact]
    public async Task H7_ProcessesThatTurnAtOnce_LoseNoKeyThatSigned()
    {
        var clock = new ManualTimeProvider();
        var ledger = new TokenLedger(clock);
        RingRig[] processes = [.. Enumerable.Range(0, 4).Select(_ => new RingRig(_folder.OpenStore(), clock, Settings))];
        for (var step = 0; step < 150; step++)
        {
            await Task.WhenAll(processes.Select(static process => Task.Run(() => process.Ring.RefreshAsync(default))));
            foreach (var process in processes)
            {
                await ledger.MintAsync(process);
            }

            await Task.WhenAll(processes.Select(static process => process.Ring.RefreshAsync(default)));
            Assert.Single(processes.Select(static process => process.Ring.Version).Distinct());
            Assert.All(processes, ledger.Check);
            Assert.InRange(processes[0].Ring.Keys.Count, 1, 3);
            clock.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.InRange(ledger.Signers, 8, 14);
    }

    [Fact]
    public async Task H7_RevocationsAndRotationsAtOnce_AllTakeEffect()
    {
        var clock = new ManualTimeProvider();
        RingRig[] processes = [.. Enumerable.Range(0, 4).Select(_ => new RingRig(_folder.OpenStore(), clock, Settings))];
        await processes[0].Ring.RefreshAsync(default);
        for (var round = 0; round < 25; round++)
        {
            await Task.WhenAll(processes.Select(static process => process.Ring.RefreshAsync(default)));
            var revoked = processes[0].Active.KeyId;
            var outcomes = await Task.WhenAll(processes.Select(process => Task.Run(async () => await process.Ring.RevokeAsync(revoked))));

            Assert.Single(outcomes, static outcome => outcome);
            await Task.WhenAll(processes.Select(static process => process.Ring.RefreshAsync(default)));
            Assert.All(processes, process => Assert.DoesNotContain(revoked, process.Published()));
            clock.Advance(TimeSpan.FromMinutes(10));
        }
    }
}
