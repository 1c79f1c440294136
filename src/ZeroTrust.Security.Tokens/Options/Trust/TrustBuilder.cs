using System.Collections.Frozen;
using ZeroTrust.Security.Tokens.Caching;
using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Options;

/// <summary>Makes the state from validated options and starts the keys that are new. An issuer whose key settings stay the same keeps the keys it has.</summary>
/// <param name="files">Where relative files stand.</param>
/// <param name="createKeys">Makes the keys of an issuer, not yet started.</param>
internal sealed class TrustBuilder(SettingFiles files, Func<IssuerKeySettings, IssuerKeys> createKeys)
{
    public TrustState Build(ZeroTrustOptions options, SettingPresence presence, TrustState? previous)
    {
        var kept = previous?.Keys ?? [];
        var made = new List<IssuerKeys>();
        try
        {
            var issuers = options.Issuers
                .OrderBy(static issuer => issuer.Key, StringComparer.Ordinal)
                .Select(issuer => BuildIssuer(issuer.Key, issuer.Value, options, kept, made))
                .ToArray();
            var snapshot = BuildSnapshot(options, issuers, (previous?.Snapshot.Version ?? 0) + 1);
            made.ForEach(static keys => keys.Start());
            return new(snapshot, BuildView(options, snapshot, issuers), [.. issuers.Select(static issuer => (IssuerKeys)issuer.Keys)], presence);
        }
        catch
        {
            made.ForEach(static keys => keys.Dispose());
            throw;
        }
    }

    private Issuer BuildIssuer(string name, IssuerOptions options, ZeroTrustOptions all, IReadOnlyList<IssuerKeys> kept, List<IssuerKeys> made)
    {
        var profile = IssuerProfileCompiler.Compile(name, options, alone: all.Issuers.Count == 1);
        var settings = IssuerKeySettings.From(profile, options, all.KeyWait) with
        {
            JwksFile = options.JwksFile is { } keys ? files.Resolve(keys) : null,
            CertificateAuthoritiesFile = options.CertificateAuthoritiesFile is { } bundle ? files.Resolve(bundle) : null,
        };
        if (kept.FirstOrDefault(keys => keys.Settings == settings) is { } same)
        {
            return new(profile, same);
        }

        var created = createKeys(settings);
        made.Add(created);
        if (kept.FirstOrDefault(keys => settings.GivesTheKeysOf(keys.Settings)) is { } replaced)
        {
            created.TakeOver(replaced);
        }

        return new(profile, created);
    }

    private static TrustSnapshot BuildSnapshot(ZeroTrustOptions options, Issuer[] issuers, long version) => new()
    {
        Version = version,
        Issuers = issuers.ToFrozenDictionary(static issuer => issuer.Profile.Identifier, StringComparer.Ordinal),
        Roles = Frozen(options.Roles),
        MaxTokenBytes = options.MaxTokenBytes,
        MaxHeaderBytes = options.MaxHeaderBytes,
        Cache = CacheLimits.From(options.Cache),
        Revocation = new(
            options.Revocation.PollInterval, options.Revocation.MaxStaleness, options.Revocation.WhenStale == RevocationOutage.KeepServing),
    };

    private static TrustView BuildView(ZeroTrustOptions options, TrustSnapshot snapshot, Issuer[] issuers)
    {
        var profiles = issuers.Select(static issuer => issuer.Profile).ToArray();
        var alone = issuers.Length == 1;
        return new(
            snapshot.Version,
            [.. profiles.Select(profile => new TrustedIssuer(profile.Name, profile.Identifier, profile.Kind, RolesOf(options.Issuers[profile.Name], alone)) { ClockSkew = profile.ClockSkew })],
            snapshot.Roles,
            Frozen(options.Callers),
            AuthorityRules.Resolve(options.OwnerAuthority, profiles),
            AuthorityRules.Resolve(options.TenantAuthority, profiles),
            ReloadFault: null);
    }

    private static FrozenDictionary<string, IReadOnlyList<string>> Frozen(IDictionary<string, IList<string>> table) => table.ToFrozenDictionary(
        static entry => entry.Key, static entry => (IReadOnlyList<string>)[.. entry.Value], StringComparer.Ordinal);

    private static IReadOnlyList<string> RolesOf(IssuerOptions issuer, bool alone) =>
        [.. IssuerProfileCompiler.BoundsOf(issuer, alone).Roles.Where(static role => role != "*")];
}
