using System.Text.Json.Nodes;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Secrets.Vault.Tests.Emulation;

/// <summary>The leases (api-docs/system/leases). One ends with the token that it was made with.</summary>
internal sealed class EmulatedLeases(ManualTimeProvider clock)
{
    private readonly Dictionary<string, EmulatedLease> _all = new(StringComparer.Ordinal);

    /// <summary>When leases were renewed.</summary>
    public List<DateTimeOffset> Renewals { get; } = [];

    public IReadOnlyCollection<EmulatedLease> Live => [.. _all.Values.Where(IsLive)];

    public void Add(EmulatedLease lease) => _all.Add(lease.Id, lease);

    public void Revoke(EmulatedLease lease) => _all.Remove(lease.Id);

    public void RevokeOf(EmulatedToken token)
    {
        foreach (var lease in _all.Values.Where(lease => ReferenceEquals(lease.Token, token)).ToArray())
        {
            _all.Remove(lease.Id);
        }
    }

    public EmulatedAnswer? Answer(EmulatedRequest request) => (request.Method, request.Path) switch
    {
        ("POST", "sys/leases/renew") => Renew(request.Field("lease_id")),
        ("POST", "sys/leases/revoke") => Revoke(request.Field("lease_id")),
        _ => null,
    };

    private bool IsLive(EmulatedLease lease) => lease.EndsAt > clock.GetUtcNow() && !(lease.Token.EndsAt <= clock.GetUtcNow());

    private EmulatedAnswer Renew(string? id)
    {
        if (id is null || !_all.TryGetValue(id, out var lease) || !IsLive(lease))
        {
            return EmulatedAnswer.Error(400, "lease not found");
        }

        if (!lease.IsRenewable)
        {
            return EmulatedAnswer.Error(400, "lease is not renewable");
        }

        var now = clock.GetUtcNow();
        var (end, last) = (now + lease.Ttl, lease.MadeAt + lease.MaxTtl);
        lease.EndsAt = last < end ? last : end;
        Renewals.Add(now);
        var answer = EmulatedAnswer.Data(null, lease: lease.Id, duration: (long)(lease.EndsAt - now).TotalSeconds, isRenewable: true);
        answer.Body!["warnings"] = last < end ? new JsonArray($"TTL of \"{lease.Ttl}\" exceeded the effective max_ttl of \"{lease.MaxTtl}\"; TTL value is capped accordingly") : null;
        return answer;
    }

    private EmulatedAnswer Revoke(string? id)
    {
        if (id is not null)
        {
            _all.Remove(id);
        }

        return EmulatedAnswer.Empty;
    }
}
