using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Secrets.Vault.Tests.Emulation;

/// <summary>An engine of databases at <c>database</c> with the role <c>orders</c> (api-docs/secret/databases): each reading makes a user.</summary>
internal sealed class EmulatedDatabase(ManualTimeProvider clock, EmulatedLeases leases)
{
    private int _count;

    /// <summary>How long a lease lives, and the longest it may.</summary>
    public (TimeSpan Ttl, TimeSpan MaxTtl, bool IsRenewable) Role { get; set; } = (TimeSpan.FromHours(1), TimeSpan.FromHours(24), true);

    public EmulatedAnswer? Answer(EmulatedRequest request, EmulatedToken token)
    {
        if (request.Method != "GET" || request.After("database/creds/") is not { } role)
        {
            return null;
        }

        if (role != "orders")
        {
            return EmulatedAnswer.Error(400, $"unknown role: {role}");
        }

        var number = ++_count;
        var lease = new EmulatedLease
        {
            Id = $"database/creds/orders/L34s3C4n4ry{number}",
            Token = token,
            MadeAt = clock.GetUtcNow(),
            Ttl = Role.Ttl,
            MaxTtl = Role.MaxTtl,
            IsRenewable = Role.IsRenewable,
            EndsAt = clock.GetUtcNow() + Role.Ttl,
        };
        leases.Add(lease);
        return EmulatedAnswer.Data(
            new() { ["username"] = $"v-approle-orders-{number}", ["password"] = $"P4ssC4n4ry-{number}" }, lease: lease.Id, duration: (long)Role.Ttl.TotalSeconds, isRenewable: Role.IsRenewable);
    }
}
