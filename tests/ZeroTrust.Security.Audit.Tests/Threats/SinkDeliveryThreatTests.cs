using ZeroTrust.Security.Audit.Journal;
using ZeroTrust.Security.Audit.Sinks;
using ZeroTrust.Security.Audit.Tests.Journal;
using ZeroTrust.Security.Audit.Tests.Sinks;

namespace ZeroTrust.Security.Audit.Tests.Threats;

/// <summary>Sinks that fail in every way, and services that die while they deliver.</summary>
public sealed class SinkDeliveryThreatTests
{
    private const int PerSecond = 170;

    public static TheoryData<string> Faults => [.. SinkFaults.All];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task J18_TenBadMinutes_And100000Events_LoseNone_AndWhatComesAgainHasTheSameId(string fault)
    {
        using var directory = new ScratchDirectory();
        using var rig = new SinkRig(8 * 1024 * 1024, new DiskJournalFolder(directory.Path));
        var bad = true;
        var sink = new StoreSink();
        sink.Behaviour = (attempt, batch, cancelled) => bad ? SinkFaults.Misbehave(fault, sink, rig.Clock, attempt, batch, cancelled) : null;
        using var stop = new CancellationTokenSource();
        var running = rig.Follow(sink).RunAsync(stop.Token);
        for (var second = 0; second < 600; second++)
        {
            rig.Write(PerSecond);
            rig.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        bad = false;
        for (var second = 0; second < 120; second++)
        {
            rig.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await stop.CancelAsync();
        await running;
        Assert.Equal(600 * PerSecond, rig.Acknowledged);
        rig.AssertHasAll(sink);
        Assert.Equal(1, sink.Overlap);
        Assert.Equal(fault == SinkFaults.StoresHalf, sink.Copies > 0);
    }

    [Fact]
    public void J18_ACrashAtAnyCall_LosesNothing_AndASinkThatStoresByIdHasEachOnce()
    {
        var calls = Run(int.MaxValue, out _);
        var copies = 0;
        for (var cut = 0; cut < calls; cut++)
        {
            Run(cut, out var again);
            copies += again;
        }

        // The window between storing and keeping the place is real, or this proves nothing.
        Assert.True(copies > 0);
    }

    [Fact]
    public async Task J5_OneSinkThatHangs_HoldsUpNeitherTheOthersNorTheJournal()
    {
        using var alone = new SinkRig();
        var expected = CallsOf(alone);

        using var rig = new SinkRig();
        var hanging = new TaskCompletionSource<AuditSinkResult>();
        var stuck = new StoreSink("stuck") { Behaviour = (_, _, _) => new(hanging.Task) };
        var (first, second) = (new StoreSink("first"), new StoreSink("second"));
        using var stop = new CancellationTokenSource();
        var followers = new[] { rig.Follow(stuck), rig.Follow(first), rig.Follow(second) };
        var running = followers.Select(follower => follower.RunAsync(stop.Token)).ToList();

        var calls = CallsOf(rig);
        rig.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(expected, calls);
        rig.AssertHasAll(first);
        rig.AssertHasAll(second);
        Assert.Equal((0, 0, 1), (followers[1].Lag, followers[2].Lag, stuck.Attempts));
        Assert.True(followers[0].Lag > 0 && followers[0].Failures > 0 && followers[0].SinceSuccess >= TimeSpan.FromMinutes(9));

        await stop.CancelAsync();
        await Task.WhenAll(running.Skip(1));
    }

    [Fact]
    public async Task K7_ASinkThatThrowsOnceOrForEver_EndsNoLoop()
    {
        using var rig = new SinkRig();
        var once = new StoreSink("once") { Behaviour = static (attempt, _, _) => attempt == 1 ? throw new InvalidOperationException() : null };
        var always = new StoreSink("always") { Behaviour = static (_, _, _) => throw new InvalidOperationException() };
        using var stop = new CancellationTokenSource();
        var followers = new[] { rig.Follow(once), rig.Follow(always) };
        var running = followers.Select(follower => follower.RunAsync(stop.Token)).ToList();
        rig.Write(10);
        rig.Clock.Advance(TimeSpan.FromMinutes(10));

        rig.AssertHasAll(once);
        Assert.Equal(15, always.Attempts);
        Assert.True(followers[1].SinceSuccess > TimeSpan.FromMinutes(9));
        Assert.All(running, static loop => Assert.False(loop.IsCompleted));
        await stop.CancelAsync();
        await Task.WhenAll(running);
    }

    private static int CallsOf(SinkRig rig)
    {
        var before = rig.Journal.Disk.Calls;
        rig.Write(50);
        return rig.Journal.Disk.Calls - before;
    }

    // Writes and delivers in turn, with the power cut once at a call; then all is begun again and delivered to the end.
    private static int Run(int cut, out int copies)
    {
        using var rig = new SinkRig(segmentBytes: 1_500);
        var sink = new StoreSink();
        var disk = rig.Journal.Disk;
        var start = disk.Calls;
        disk.CutAt = cut == int.MaxValue ? cut : start + cut;
        try
        {
            var follower = rig.Follow(sink);
            for (var round = 0; round < 3; round++)
            {
                rig.Write(4);
                Deliver(follower, disk);
            }
        }
        catch (SimulatedDisk.PowerCutException)
        {
            // Another process begins.
        }

        var calls = disk.Calls - start;
        disk.CutAt = int.MaxValue;
        disk.CutPower();
        rig.Open(disk.Mount());
        SinkRig.Deliver(rig.Follow(sink));

        copies = sink.Copies;
        Assert.Superset(Enumerable.Range(0, rig.Acknowledged).Select(SinkRig.Id).ToHashSet(), sink.Stored.Keys.ToHashSet());
        var journal = rig.Journal.Disk.Files().Where(static file => file.Key.EndsWith(".jsonl", StringComparison.Ordinal)).Select(static file => System.Text.Encoding.ASCII.GetString(file.Value));
        Assert.Subset(journal.SelectMany(static text => text.Split('\n')).ToHashSet(), sink.Stored.Values.ToHashSet());
        return calls;
    }

    private static void Deliver(SinkFollower follower, SimulatedDisk disk)
    {
        var power = disk.CutAt;
        SinkRig.Deliver(follower);
        if (disk.Calls > power)
        {
            throw new SimulatedDisk.PowerCutException();
        }
    }
}
