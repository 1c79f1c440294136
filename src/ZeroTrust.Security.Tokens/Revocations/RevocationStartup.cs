using Microsoft.Extensions.Hosting;

namespace ZeroTrust.Security.Tokens.Revocations;

/// <summary>Reads the store of revocations before anything listens: a service that does not know what is revoked does not start.</summary>
internal sealed class RevocationStartup(RevocationService revocations, RevocationMetrics metrics) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        metrics.Begin();
        return revocations.Follower?.StartAsync(cancellationToken) ?? Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
