using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.Secrets.Vault;

namespace ZeroTrust.Security;

/// <summary>Adds the state of Vaults to the health checks.</summary>
public static class ZeroTrustVaultHealthChecksBuilderExtensions
{
    /// <summary>The name of the check.</summary>
    public const string CheckName = "zerotrust-vault";

    /// <summary>
    /// Adds the check <c>zerotrust-vault</c>: unhealthy while this service has no token of a Vault it asked, degraded while one could not be renewed when that was due. Its data say how long each lives. Vault is not asked for it. It needs
    /// <c>AddVault</c>.
    /// </summary>
    /// <param name="builder">What <c>AddHealthChecks</c> returned.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IHealthChecksBuilder AddVaultCheck(this IHealthChecksBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddCheck<VaultHealthCheck>(CheckName);
    }
}
