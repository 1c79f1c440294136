using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Testing;

/// <summary>Stops the start of a host that has no business trusting a fake issuer, before anything listens.</summary>
internal sealed class FakeIssuerGuard(FakeIssuerTrust trust, IHostEnvironment environment, ILogger<FakeIssuerGuard> logger)
    : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        trust.ThrowUnlessAllowedIn(environment);
        TestingLog.TrustsFakeIssuer(logger, trust.Name);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
