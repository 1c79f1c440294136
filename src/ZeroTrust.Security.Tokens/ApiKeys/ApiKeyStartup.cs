using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>Reads the keys before anything listens, and writes what was used at the end.</summary>
internal sealed class ApiKeyStartup(
    ApiKeyFollower follower, ApiKeyUses uses, ApiKeyTable table, ApiKeyFreshness freshness, ApiKeyMetrics metrics, Peppers peppers, ILogger<ApiKeyStartup> logger)
    : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        metrics.Begin(table, freshness, follower);
        await follower.StartAsync(cancellationToken).ConfigureAwait(false);
        uses.Start();
        ApiKeyLog.Loaded(logger, table.Count);
    }

    // After all secrets were read: one that is no pepper stops the start.
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = peppers.Current;
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await uses.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            ApiKeyLog.UsesLost(logger, exception);
        }
    }
}
