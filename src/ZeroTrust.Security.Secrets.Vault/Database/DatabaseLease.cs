namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>Credentials that Vault made and will take back. Its identifier is as good as a password to end them, and is treated as one.</summary>
/// <param name="id">The identifier; it belongs to the lease from now on.</param>
/// <param name="version">What the credentials are called here: no name of Vault's.</param>
/// <param name="token">The token that they were made with, and end with.</param>
/// <param name="firstLife">What they had when they were made.</param>
/// <param name="isRenewable">Whether Vault renews them.</param>
internal sealed class DatabaseLease(Secret id, string version, VaultToken token, TimeSpan firstLife, bool isRenewable) : IDisposable
{
    public Secret Id => id;

    public string Version => version;

    public VaultToken Token => token;

    public bool IsRenewable => isRenewable;

    /// <summary>When Vault takes them back, on the clock on the wall.</summary>
    public required DateTimeOffset EndsAt { get; set; }

    /// <summary>The same, or the end of the token, where that is sooner.</summary>
    public DateTimeOffset UsableUntil => token.Life.EndsAt is { } end && end < EndsAt ? end : EndsAt;

    /// <summary>Whether a renewal gave so little that they have come up to the longest life they may have: less than half of what they began with.</summary>
    public bool IsAtItsLongest(TimeSpan granted) => granted < firstLife / 2;

    public void Dispose() => id.Dispose();
}
