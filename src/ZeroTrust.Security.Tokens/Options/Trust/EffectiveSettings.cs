using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Options;

/// <summary>Writes what is in force to the log, so that nobody has to work out what the layers of configuration came to.</summary>
internal static class EffectiveSettings
{
    public static void Write(ILogger log, TrustState state)
    {
        if (!log.IsEnabled(LogLevel.Warning))
        {
            return;
        }

        foreach (var issuer in state.Snapshot.Issuers.Values.Select(static issuer => issuer.Profile).OrderBy(static profile => profile.Name, StringComparer.Ordinal))
        {
            WriteIssuer(log, issuer);
        }

        OptionsLog.Authorities(log, state.View.OwnerAuthority ?? "none", state.View.TenantAuthority ?? "none");
        var cache = state.Snapshot.Cache;
        OptionsLog.Cache(log, cache.MaxEntries, cache.MaxBytes, cache.TimeToLive);
        foreach (var (role, permissions) in state.Snapshot.Roles.OrderBy(static role => role.Key, StringComparer.Ordinal))
        {
            OptionsLog.Role(log, role, Joined(permissions));
        }

        foreach (var (permission, services) in state.View.Callers.OrderBy(static entry => entry.Key, StringComparer.Ordinal))
        {
            OptionsLog.Callers(log, permission, Joined(services));
        }
    }

    private static void WriteIssuer(ILogger log, IssuerProfile issuer)
    {
        OptionsLog.Issuer(
            log, issuer.Name, issuer.Identifier, issuer.Kind, Joined(issuer.Audiences), Joined(issuer.Algorithms), issuer.Service ?? "by client", issuer.Bounds.ToString());
        foreach (var audience in issuer.Audiences.Where(static audience => audience.Contains('*', StringComparison.Ordinal)))
        {
            OptionsLog.WildcardAudience(log, audience, issuer.Name);
        }
    }

    private static string Joined<T>(IEnumerable<T> values) => string.Join(' ', values);
}
