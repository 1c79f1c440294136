namespace ZeroTrust.Security;

/// <summary>How revocations are shared with other processes through an <see cref="IRevocationStore"/>. Without one they have no effect.</summary>
public sealed class RevocationOptions
{
    /// <summary>How often the store is read. Its own notice of a change is acted upon sooner.</summary>
    /// <value>00:00:01 to 01:00:00; 00:00:05 by default.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How old the last reading of the store may be: the longest that a revocation from elsewhere stays unseen.</summary>
    /// <value>00:00:05 to 1.00:00:00, longer than <see cref="PollInterval"/>; 00:01:00 by default.</value>
    public TimeSpan MaxStaleness { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>What is done with tokens beyond that.</summary>
    /// <value><see cref="RevocationOutage.Refuse"/> by default.</value>
    public RevocationOutage WhenStale { get; set; }
}
