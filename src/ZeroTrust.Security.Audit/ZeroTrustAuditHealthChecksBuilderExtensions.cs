using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.Audit.Health;

namespace ZeroTrust.Security;

/// <summary>Adds the state of the audit journal to the health checks.</summary>
public static class ZeroTrustAuditHealthChecksBuilderExtensions
{
    /// <summary>The name of the check.</summary>
    public const string CheckName = "zerotrust-audit";

    /// <summary>
    /// Adds the check <c>zerotrust-audit</c>: unhealthy while the journal cannot be written, so that what is required is refused; degraded while its disk is running full, for five
    /// minutes after events were lost, and while a sink, the signing of heads or the deletion of old files has not succeeded for five minutes. Its data say how far each sink is behind.
    /// It needs <c>AddAuditJournal</c>.
    /// </summary>
    /// <param name="builder">What <c>AddHealthChecks</c> returned.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IHealthChecksBuilder AddAuditJournalCheck(this IHealthChecksBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddCheck<AuditHealthCheck>(CheckName);
    }
}
