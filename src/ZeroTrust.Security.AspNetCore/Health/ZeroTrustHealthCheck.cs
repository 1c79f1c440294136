using Microsoft.Extensions.Diagnostics.HealthChecks;
using ZeroTrust.Security.AspNetCore.Certificates;

namespace ZeroTrust.Security.AspNetCore.Health;

/// <summary>
/// Unhealthy when no issuer's keys can be used, or when what is revoked is not known, for then every token is answered 503; degraded when one issuer's cannot, when the
/// last good keys are in use, when the service's own key ring was not read, when the last reload was refused, or when the bundle of client certificate authorities was.
/// </summary>
internal sealed class ZeroTrustHealthCheck(
    ITrustModel trust, IRevocationService? revocations = null, ClientCertificates? certificates = null, IServiceKeyPublication? ownKeys = null) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        var keys = trust.GetKeyStatus();
        if (!keys.Any(static issuer => issuer.Usable))
        {
            return HealthCheckResult.Unhealthy("No issuer has usable keys.");
        }

        if (revocations is { IsCurrent: false })
        {
            return HealthCheckResult.Unhealthy("The store of revocations was not read within its bound.");
        }

        if (keys.FirstOrDefault(static issuer => !issuer.Usable || issuer.Stale) is { } troubled)
        {
            return HealthCheckResult.Degraded($"The keys of '{troubled.IssuerName}' {(troubled.Usable ? "are the last good ones" : "cannot be used")}.");
        }

        if (certificates?.BundleProblem is not null)
        {
            return HealthCheckResult.Degraded("The bundle of client certificate authorities cannot be used; the former one is in force.");
        }

        if (ownKeys is { Current: null })
        {
            return HealthCheckResult.Degraded("The key ring was not read within its bound: no service token is signed, and no key published.");
        }

        return trust.Current.ReloadFault is null
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded("The last reload of the settings was refused; the former ones are in force.");
    }
}
