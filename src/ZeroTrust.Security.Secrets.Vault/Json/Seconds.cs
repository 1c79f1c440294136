namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>Durations as Vault gives them.</summary>
internal static class Seconds
{
    private const long Most = 10L * 365 * 24 * 60 * 60;

    /// <summary>The duration, ten years at most; null for 0, which is no end.</summary>
    public static TimeSpan? Of(long seconds) => seconds <= 0 ? null : TimeSpan.FromSeconds(Math.Min(seconds, Most));
}
