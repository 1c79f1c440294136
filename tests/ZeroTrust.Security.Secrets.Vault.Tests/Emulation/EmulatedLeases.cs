using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Secrets.Vault.Tests.Emulation;

/// <summary>The leases (api-docs/system/leases). One ends with the token that it was made with.</summary>
internal sealed class EmulatedLeases(ManualTimeProvider clock)
{
    private readonly Dictionary<string, EmulatedLease> _all = new(StringComparer.Ordinal);

    public IReadOnlyCollection<EmulatedLease> Live => [.. _all.Values.Where(lease => lease.EndsAt > clock.GetUtcNow())];

    public void RevokeOf(EmulatedToken token)
    {
        foreach (var lease in _all.Values.Where(lease => ReferenceEquals(lease.Token, token)).ToArray())
        {
            _all.Remove(lease.Id);
        }
    }
}
