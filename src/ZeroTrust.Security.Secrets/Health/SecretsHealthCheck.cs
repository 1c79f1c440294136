using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ZeroTrust.Security.Secrets;

/// <summary>Unhealthy while a secret has no value: the last good one has come to its end. Degraded while one should have been confirmed by its store and was not.</summary>
internal sealed class SecretsHealthCheck(SecretVault vault) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var states = vault.Entries.Select(static entry => (entry.Secret, entry.State)).ToArray();
        var data = states.ToDictionary(static one => $"{one.Secret}.last_success_seconds", static one => (object)one.State.SinceSuccess.TotalSeconds, StringComparer.Ordinal);
        if (states.FirstOrDefault(static one => !one.State.IsThere) is { Secret: { } lost })
        {
            return Task.FromResult(HealthCheckResult.Unhealthy($"There is no value of {lost}.", data: data));
        }

        return Task.FromResult(states.FirstOrDefault(static one => one.State.IsLate) is { Secret: { } late, State: { } state }
            ? HealthCheckResult.Degraded($"{late} was last confirmed {state.SinceSuccess:d\\.hh\\:mm\\:ss} ago.", data: data)
            : HealthCheckResult.Healthy(data: data));
    }
}
