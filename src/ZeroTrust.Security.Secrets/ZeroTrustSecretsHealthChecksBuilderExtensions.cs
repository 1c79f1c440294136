using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.Secrets;

namespace ZeroTrust.Security;

/// <summary>Adds the state of secrets to the health checks.</summary>
public static class ZeroTrustSecretsHealthChecksBuilderExtensions
{
    /// <summary>The name of the check.</summary>
    public const string CheckName = "zerotrust-secrets";

    /// <summary>
    /// Adds the check <c>zerotrust-secrets</c>: unhealthy while a secret has no value, degraded while one should have been confirmed by its store and was not. Its data say how long ago each was.
    /// It needs <c>AddSecrets</c>.
    /// </summary>
    /// <param name="builder">What <c>AddHealthChecks</c> returned.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IHealthChecksBuilder AddSecretsCheck(this IHealthChecksBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddCheck<SecretsHealthCheck>(CheckName);
    }
}
