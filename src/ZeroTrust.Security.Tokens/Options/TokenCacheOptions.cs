namespace ZeroTrust.Security;

/// <summary>
/// How many verified tokens a service remembers, so that one which comes again needs no signature check. They are held in this process
/// alone. Bound from <c>ZeroTrust:Cache</c>.
/// </summary>
public sealed class TokenCacheOptions
{
    /// <summary>The most tokens remembered.</summary>
    /// <value>0 to 1,000,000; 10,000 by default. 0 remembers none, and every token is judged whole each time.</value>
    public int MaxEntries { get; set; } = 10_000;

    /// <summary>The most memory that remembered tokens keep alive, over-estimated. A token that needs more than a tenth of it is not remembered.</summary>
    /// <value>1,048,576 to 1,073,741,824 bytes; 33,554,432 (32 MiB) by default.</value>
    public int MaxBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>How long a token is remembered at most; never beyond its expiry. Then it is judged whole again.</summary>
    /// <value>00:00:01 to 1.00:00:00; 00:05:00 by default.</value>
    public TimeSpan TimeToLive { get; set; } = TimeSpan.FromMinutes(5);
}
