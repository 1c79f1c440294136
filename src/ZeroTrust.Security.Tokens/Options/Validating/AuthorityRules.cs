using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Options;

/// <summary>Checks and finds the issuers within which owners and tenants are compared.</summary>
internal static class AuthorityRules
{
    public static void Check(ZeroTrustOptions options, SettingFaults faults)
    {
        Check(nameof(options.OwnerAuthority), options.OwnerAuthority, options, faults);
        Check(nameof(options.TenantAuthority), options.TenantAuthority, options, faults);
        if (options.TenantAuthority is { } name
            && options.Issuers.TryGetValue(name, out var issuer)
            && issuer is not null
            && (issuer.TenantClaim ?? IssuerPresets.Of(issuer.Preset).TenantClaim) is null)
        {
            faults.Add(nameof(options.TenantAuthority), $"is {Shown.Value(name)}, which has no TenantClaim; set one.");
        }
    }

    /// <summary>Why the name is not that of an issuer of users; null when it is.</summary>
    public static string? FindFault(string? name, ZeroTrustOptions options)
    {
        if (name is null || !options.Issuers.TryGetValue(name, out var issuer) || issuer is null)
        {
            return $"names {Shown.Value(name ?? "")}; use the name of a configured issuer: {string.Join(", ", options.Issuers.Keys)}.{NearestName.Hint(name ?? "", options.Issuers.Keys)}";
        }

        return issuer.Kind == IssuerKind.Services ? $"names {Shown.Value(name)}, which is of kind Services and has no users." : null;
    }

    /// <summary>The configured name; else the only issuer that speaks for users; null when there are several.</summary>
    public static string? Resolve(string? configured, IEnumerable<IssuerProfile> issuers)
    {
        var ofUsers = issuers.Where(static issuer => issuer.Kind != IssuerKind.Services).Take(2).ToArray();
        return configured ?? (ofUsers.Length == 1 ? ofUsers[0].Name : null);
    }

    private static void Check(string setting, string? name, ZeroTrustOptions options, SettingFaults faults)
    {
        if (name is not null && FindFault(name, options) is { } fault)
        {
            faults.Add(setting, fault);
        }
    }
}
