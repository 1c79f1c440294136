using System.Collections.Concurrent;

namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>
/// Numbers that rise with each version. Vault's own begin again where a secret was deleted with all its versions and made anew: a lower one that was made later is such a one, and a lower one that was made before is an old answer, as of
/// a standby that lags.
/// </summary>
internal sealed class VersionOrder
{
    private const int VersionBits = 32;

    private readonly ConcurrentDictionary<string, (long Life, long Version, DateTimeOffset CreatedAt)> _seen = new(StringComparer.Ordinal);

    public long Of(string name, long version, DateTimeOffset createdAt)
    {
        var seen = _seen.AddOrUpdate(
            name,
            static (_, now) => (0, now.version, now.createdAt),
            static (_, before, now) => now.version >= before.Version ? (before.Life, now.version, now.createdAt)
                : now.createdAt > before.CreatedAt ? (before.Life + 1, now.version, now.createdAt)
                : before,
            (version, createdAt));
        return (seen.Life << VersionBits) | Math.Min(version, uint.MaxValue);
    }
}
