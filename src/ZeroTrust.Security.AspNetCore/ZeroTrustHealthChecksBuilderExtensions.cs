using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Health;

namespace ZeroTrust.Security;

/// <summary>Adds the state of issuers and settings to the health checks.</summary>
public static class ZeroTrustHealthChecksBuilderExtensions
{
    /// <summary>The name of the check.</summary>
    public const string CheckName = "zerotrust";

    /// <summary>
    /// Adds the check <c>zerotrust</c>: unhealthy when no issuer has usable keys or the store of revocations was not read within its bound, degraded when one has not, when the last good keys
    /// serve, when the service's own key ring was not read within its bound, or when a reload was refused.
    /// </summary>
    /// <param name="builder">What <c>AddHealthChecks</c> returned.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IHealthChecksBuilder AddZeroTrustCheck(this IHealthChecksBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddCheck<ZeroTrustHealthCheck>(CheckName);
    }
}
