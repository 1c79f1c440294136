using Microsoft.Extensions.Logging.Abstractions;
using ZeroTrust.Security.Audit.Trail;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Audit.Tests.Trail;

public sealed class AuditChoresTests
{
    /// <summary>Whoever waits for this goes on to close the journal.</summary>
    [Fact]
    public async Task Stop_OfChoresThatTheContainerHasEnded_IsNoFault()
    {
        var chores = new AuditChores(new ManualTimeProvider());
        var cancelled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        chores.Add(new("waits", TimeSpan.FromSeconds(1), async ending =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancelled.TrySetResult(true);
        }, new ManualTimeProvider(), NullLogger.Instance));
        chores.Start();
        await begun.Task;
        chores.Dispose();

        await chores.StopAsync(CancellationToken.None);
        Assert.True(await cancelled.Task);
    }
}
