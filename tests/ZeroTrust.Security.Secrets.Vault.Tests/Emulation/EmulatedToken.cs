namespace ZeroTrust.Security.Secrets.Vault.Tests.Emulation;

/// <summary>A token as Vault keeps it.</summary>
internal sealed class EmulatedToken
{
    public required string Id { get; init; }

    public required string[] Policies { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>What each renewal gives; null for a token without an end.</summary>
    public required TimeSpan? Ttl { get; init; }

    /// <summary>The longest it may live; null for no bound.</summary>
    public required TimeSpan? MaxTtl { get; init; }

    public required bool IsRenewable { get; init; }

    public string Type { get; init; } = "service";

    public DateTimeOffset? EndsAt { get; set; }

    /// <summary>What its policies allow.</summary>
    public Func<EmulatedRequest, bool> Allows { get; set; } = static _ => true;
}
