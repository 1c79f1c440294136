using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.Secrets;

/// <summary>Reads what is required before any other service starts, and stops the start with one message for all that cannot be had.</summary>
internal sealed class SecretsService(
    SecretVault vault, IEnumerable<RequiredSecret> required, IEnumerable<IRequiredSecrets> settings, IOptions<SecretsOptions> options, TimeProvider clock) : IHostedLifecycleService
{
    private bool _loaded;

    public Task StartingAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    // Not every host knows the phases around it.
    public Task StartAsync(CancellationToken cancellationToken) => _loaded ? Task.CompletedTask : LoadAsync(cancellationToken);

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        _loaded = true;
        await StartingSecrets.LoadAsync(vault, required.Concat(settings.SelectMany(static feature => feature.Secrets)), options.Value.StartTimeout, clock, cancellationToken).ConfigureAwait(false);
    }
}
