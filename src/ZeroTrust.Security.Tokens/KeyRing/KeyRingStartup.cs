using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>Opens the ring before anything listens: a service that cannot sign, or cannot tell what it signed with, does not start.</summary>
/// <param name="services">The ring is asked for when it is needed: before that the settings of every package are checked.</param>
internal sealed class KeyRingStartup(IServiceProvider services) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        services.GetRequiredService<KeyRingMetrics>().Begin();
        return services.GetRequiredService<KeyRingFollower>().StartAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
