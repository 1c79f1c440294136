using Microsoft.Extensions.Configuration;

namespace ZeroTrust.Security.Tokens.Options;

/// <summary>
/// Which settings a configuration holds, whatever their values. A reload may change settings, add some, and remove whole issuers
/// and roles as long as others stay. A setting that was there and is gone is taken for a half-written file: what is not said can
/// mean more trust, not less.
/// </summary>
internal sealed class SettingPresence
{
    // Where keys come from may be exchanged: exactly one source is required, so a lost one does not pass.
    private static readonly HashSet<string> Exchangeable = new(
        [nameof(IssuerOptions.Authority), nameof(IssuerOptions.Issuer), nameof(IssuerOptions.JwksUri), nameof(IssuerOptions.Jwks), nameof(IssuerOptions.JwksFile)],
        StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> _paths = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<string>> _ofIssuers = new(StringComparer.OrdinalIgnoreCase);

    public SettingPresence(IEnumerable<IConfigurationSection> sections)
    {
        foreach (var section in sections)
        {
            foreach (var setting in section.GetChildren())
            {
                _paths.Add(setting.Path);
                if (string.Equals(setting.Key, nameof(ZeroTrustOptions.Issuers), StringComparison.OrdinalIgnoreCase))
                {
                    AddIssuers(setting);
                }
            }
        }
    }

    /// <summary>The settings that were there before and are gone now.</summary>
    public IReadOnlyList<string> FindLost(SettingPresence now) =>
    [
        .. _paths.Where(path => !now._paths.Contains(path)),
        .. _ofIssuers.Where(issuer => now._ofIssuers.ContainsKey(issuer.Key))
            .SelectMany(issuer => issuer.Value.Except(now._ofIssuers[issuer.Key], StringComparer.OrdinalIgnoreCase)),
    ];

    private void AddIssuers(IConfigurationSection issuers)
    {
        foreach (var issuer in issuers.GetChildren())
        {
            _ofIssuers[issuer.Path] = [.. issuer.GetChildren().Where(static setting => !Exchangeable.Contains(setting.Key)).SelectMany(Below)];
        }
    }

    // A setting, and the lists of MayAssert one by one; not the items of a list.
    private static IEnumerable<string> Below(IConfigurationSection setting) =>
        setting.GetChildren().Where(static child => !child.Key.All(char.IsAsciiDigit)).Select(static child => child.Path).Prepend(setting.Path);
}
