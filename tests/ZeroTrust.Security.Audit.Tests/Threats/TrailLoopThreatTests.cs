using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ZeroTrust.Security.Audit.Events;
using ZeroTrust.Security.Audit.Journal;
using ZeroTrust.Security.Audit.Sinks;
using ZeroTrust.Security.Audit.Tests.Sinks;
using ZeroTrust.Security.Audit.Tests.Trail;
using ZeroTrust.Security.Audit.Trail;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Audit.Tests.Threats;

/// <summary>Loops of the audit in which something throws that nobody foresaw: once, and for ever.</summary>
public sealed class TrailLoopThreatTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task K7_AWriterThatThrows_RefusesWhatIsRequired_AndComesBack(bool logThrows)
    {
        var rig = new TrailRig();
        var clock = new FaultyClock(rig.Journal.Clock);
        ILogger logger = logThrows ? new QuietLogger(new ThrowingLogger()) : NullLogger.Instance;
        var writer = new AuditWriter(rig.Ring, JournalOf(rig), new(DigestKey.OfProcess()), rig.Losses, new(new AuditMeter()), TimeSpan.FromMilliseconds(50), clock, logger);
        var loop = new AuditLoop(TimeSpan.FromMilliseconds(1), logger, rig.Journal.Clock);
        loop.Start(writer);
        Assert.True(await RequireAsync(rig, loop));

        clock.Throws = true;
        await RequireTwiceInVainAsync(rig, loop);
        rig.Journal.Clock.Advance(TimeSpan.FromHours(1));
        await RequireTwiceInVainAsync(rig, loop);
        Assert.False(loop.IsAvailable);
        Assert.True(loop.SinceSuccess >= TimeSpan.FromHours(1));

        clock.Throws = false;
        Assert.True(await RequireAsync(rig, loop));
        await loop.StopAsync();
        Assert.True(loop.SinceSuccess < TimeSpan.FromHours(1));
        Assert.Null(rig.Journal.Verify().Finding);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task K7_AChoreThatThrows_IsDoneAgain_AndItsAgeShows(bool logThrows)
    {
        SynchronizationContext.SetSynchronizationContext(null);
        var clock = new ManualTimeProvider();
        var (times, throws) = (0, true);
        var chore = new AuditChore(
            "test",
            TimeSpan.FromSeconds(1),
            _ =>
            {
                times++;
                return throws ? throw new InvalidOperationException() : ValueTask.CompletedTask;
            },
            clock,
            logThrows ? new QuietLogger(new ThrowingLogger()) : NullLogger.Instance);
        using var stop = new CancellationTokenSource();
        var running = chore.RunAsync(stop.Token);

        Pass(clock, TimeSpan.FromHours(1));
        Assert.InRange(times, 60, 200);
        Assert.True(chore.Failures >= 59 && chore.SinceSuccess == TimeSpan.FromHours(1));

        throws = false;
        Pass(clock, TimeSpan.FromMinutes(3));
        Assert.Equal(0, chore.Failures);
        Assert.True(chore.SinceSuccess < TimeSpan.FromMinutes(2));
        Assert.False(running.IsCompleted);
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task K7_AChoreThatHangs_IsCancelled_AndDoneAgain()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        var clock = new ManualTimeProvider();
        var times = 0;
        var chore = new AuditChore(
            "test",
            TimeSpan.FromSeconds(1),
            async cancelled =>
            {
                times++;
                var never = new TaskCompletionSource();
                await using var _ = cancelled.Register(() => never.TrySetCanceled(cancelled)).ConfigureAwait(false);
                await never.Task.ConfigureAwait(false);
            },
            clock,
            NullLogger.Instance);
        using var stop = new CancellationTokenSource();
        var running = chore.RunAsync(stop.Token);

        Pass(clock, TimeSpan.FromMinutes(10));

        Assert.InRange(times, 5, 10);
        Assert.True(chore.SinceSuccess == TimeSpan.FromMinutes(10));
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task K7_AFollowerWhoseLogThrows_DeliversAllTheSame()
    {
        using var rig = new SinkRig();
        var sink = new StoreSink { Behaviour = static (attempt, _, _) => attempt < 3 ? throw new IOException("down") : null };
        using var follower = new SinkFollower(sink, rig.Feed, rig.Options, SinkRig.BackOff, new(new AuditMeter()), new QuietLogger(new ThrowingLogger()), rig.Clock);
        using var stop = new CancellationTokenSource();
        var running = follower.RunAsync(stop.Token);
        rig.Write(10);
        Pass(rig.Clock, TimeSpan.FromMinutes(10));

        rig.AssertHasAll(sink);
        Assert.False(running.IsCompleted);
        await stop.CancelAsync();
        await running;
    }

    // Step by step, so that what was waited for is waited for anew.
    private static void Pass(ManualTimeProvider clock, TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(1))
        {
            clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    // The rig's own writer holds the lock.
    private static JournalAppender JournalOf(TrailRig rig)
    {
        rig.Journal.Disk.CutPower();
        return rig.Journal.Open();
    }

    // The second one is answered by a turn behind that of the first.
    private static async Task RequireTwiceInVainAsync(TrailRig rig, AuditLoop loop)
    {
        Assert.False(await RequireAsync(rig, loop));
        Assert.False(await RequireAsync(rig, loop));
    }

    private static Task<bool> RequireAsync(TrailRig rig, AuditLoop loop)
    {
        var recorded = rig.Require();
        loop.Wake();
        return recorded;
    }
}
