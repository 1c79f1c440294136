using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>Unhealthy while there is no token though one was needed, degraded while it could not be renewed or replaced when that was due.</summary>
internal sealed class VaultHealthCheck(IServiceProvider provider, IEnumerable<VaultRegistration> vaults) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var states = vaults.Select(vault => (vault.Options.Name, provider.GetRequiredKeyedService<VaultSession>(vault.Options.Name).Keeper.State)).ToArray();
        var data = states.Where(static one => one.State.Left is not null).ToDictionary(static one => $"{one.Name}.token_remaining_seconds", static one => (object)one.State.Left!.Value.TotalSeconds, StringComparer.Ordinal);
        if (states.FirstOrDefault(static one => one.State.Problem is not null) is { State.Problem: { } problem, Name: { } name })
        {
            return Task.FromResult(HealthCheckResult.Unhealthy($"There is no token of Vault {name}: {problem}", data: data));
        }

        return Task.FromResult(states.FirstOrDefault(static one => one.State.IsFailing) is { Name: { } failing }
            ? HealthCheckResult.Degraded($"The token of Vault {failing} could not be renewed when that was due.", data: data)
            : HealthCheckResult.Healthy(data: data));
    }
}
