using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Secrets;

/// <summary>Stops the start where another factory of loggers has taken the place of the one that masks.</summary>
internal sealed class RedactionCheck(ILoggerFactory loggers) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => StartAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => loggers is RedactingLoggerFactory
        ? Task.CompletedTask
        : throw new InvalidOperationException($"Nothing is masked in logs: {loggers.GetType()} has taken the place of the factory of loggers that masks. Call {nameof(ZeroTrustRedactionExtensions.AddZeroTrustRedaction)} after what registers it.");

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
