namespace ZeroTrust.Security.Secrets.Vault.Tests.Emulation;

/// <summary>A lease as Vault keeps it.</summary>
internal sealed class EmulatedLease
{
    public required string Id { get; init; }

    public required EmulatedToken Token { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required TimeSpan Ttl { get; init; }

    public required TimeSpan MaxTtl { get; init; }

    public required bool IsRenewable { get; init; }

    public required DateTimeOffset EndsAt { get; set; }
}
