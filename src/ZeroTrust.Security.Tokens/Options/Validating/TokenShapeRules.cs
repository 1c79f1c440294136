using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.Options;

/// <summary>Checks what is asked of an issuer's tokens.</summary>
internal static class TokenShapeRules
{
    public static void Check(IssuerEntry entry)
    {
        var (issuer, faults) = (entry.Options, entry.Faults);
        faults.AddUnlessDefined<IssuerPreset>(nameof(issuer.Preset), issuer.Preset);
        faults.AddUnlessDefined(nameof(issuer.ScopeShape), issuer.ScopeShape);
        CheckAudiences(issuer, faults);
        CheckAlgorithms(issuer, faults);
        CheckPaths(nameof(issuer.PermissionClaims), issuer.PermissionClaims, faults);
        CheckPaths(nameof(issuer.ScopeClaims), issuer.ScopeClaims, faults);
        CheckPaths(nameof(issuer.RoleClaims), issuer.RoleClaims, faults);
        CheckPaths(nameof(issuer.RequiredClaims), issuer.RequiredClaims, faults);
        CheckPath(nameof(issuer.TenantClaim), issuer.TenantClaim, faults);
        CheckPath(nameof(issuer.KindClaim), issuer.KindClaim, faults);
        faults.AddUnlessPositive(nameof(issuer.MaxLifetime), issuer.MaxLifetime);
        faults.AddUnlessPositive(nameof(issuer.MaxAge), issuer.MaxAge);
        faults.AddUnlessIn(nameof(issuer.ClockSkew), issuer.ClockSkew, TimeSpan.Zero, TimeSpan.FromSeconds(60));
    }

    private static void CheckAudiences(IssuerOptions issuer, SettingFaults faults)
    {
        if (issuer.Audiences.Count == 0)
        {
            faults.Add(nameof(issuer.Audiences), "is not set; name the audience of this service, which its tokens carry as aud.");
        }

        foreach (var audience in issuer.Audiences)
        {
            faults.AddUnlessWord(nameof(issuer.Audiences), audience, "audiences");
        }
    }

    private static void CheckAlgorithms(IssuerOptions issuer, SettingFaults faults)
    {
        var known = Enum.GetNames<SignatureAlgorithm>();
        foreach (var algorithm in issuer.Algorithms)
        {
            if (!known.Contains(algorithm, StringComparer.Ordinal))
            {
                faults.Add(
                    nameof(issuer.Algorithms),
                    $"has {Shown.Value(algorithm ?? "")}; use {string.Join(", ", known)}.{NearestName.Hint(algorithm ?? "", known)}");
            }
        }
    }

    private static void CheckPaths(string name, IList<string> paths, SettingFaults faults)
    {
        foreach (var path in paths)
        {
            CheckPath(name, path ?? "", faults);
        }
    }

    private static void CheckPath(string name, string? path, SettingFaults faults)
    {
        if (path is not null && !ClaimPath.TryParse(path, out _))
        {
            faults.Add(name, $"has {Shown.Value(path)}; use member names joined by dots, such as realm_access.roles, or a JSON Pointer such as /https:~1~1example.com~1roles, of at most 8 names.");
        }
    }
}
