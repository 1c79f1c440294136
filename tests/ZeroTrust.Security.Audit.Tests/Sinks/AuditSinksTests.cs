using Microsoft.Extensions.Logging.Abstractions;
using ZeroTrust.Security.Audit.Sinks;

namespace ZeroTrust.Security.Audit.Tests.Sinks;

public sealed class AuditSinksTests
{
    [Fact]
    public async Task Stop_WithASinkThatHangs_WaitsNoLongerThanTheTimeToDrain_AndTheOthersHaveAll()
    {
        using var rig = new SinkRig();
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var never = new TaskCompletionSource<AuditSinkResult>();
        var stuck = new StoreSink("stuck")
        {
            Behaviour = (_, _, _) =>
            {
                called.TrySetResult();
                return new(never.Task);
            },
        };
        var good = new StoreSink("good");
        using var sinks = Open(rig, stuck, good);
        rig.Write(10);
        sinks.Start();
        await called.Task;
        rig.Write(10);

        var stop = sinks.StopAsync(CancellationToken.None);
        Assert.False(stop.IsCompleted);
        var began = rig.Clock.GetUtcNow();
        while (sinks.Followers.Single(static follower => follower.Name == "good").Lag > 0)
        {
            // On its own thread, and without the clock.
            await Task.Yield();
        }

        while (!stop.IsCompleted)
        {
            rig.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        await stop;
        Assert.True(rig.Clock.GetUtcNow() - began >= AuditSinks.DrainTime);
        rig.AssertHasAll(good);
        Assert.Empty(stuck.Stored);
        never.SetResult(default);
    }

    [Fact]
    public async Task Stop_InAHurry_DoesNotWait()
    {
        using var rig = new SinkRig();
        var never = new TaskCompletionSource<AuditSinkResult>();
        using var sinks = Open(rig, new StoreSink { Behaviour = (_, _, _) => new(never.Task) });
        rig.Write(10);
        sinks.Start();

        await sinks.StopAsync(new(canceled: true));

        never.SetResult(default);
    }

    private static AuditSinks Open(SinkRig rig, params StoreSink[] sinks)
    {
        var opened = new AuditSinks(sinks.Select(static sink => new RegisteredSink(sink, null)), new(new AuditMeter()), rig.Clock, NullLogger.Instance);
        opened.Open(rig.Feed);
        return opened;
    }
}
