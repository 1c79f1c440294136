using Microsoft.Extensions.Hosting;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>Reads the bundle before anything listens, and follows it from there on.</summary>
internal sealed class CertificateStartup(ClientCertificates certificates) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        certificates.Start();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
