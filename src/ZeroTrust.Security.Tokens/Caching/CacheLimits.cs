namespace ZeroTrust.Security.Tokens.Caching;

/// <summary>How much the cache holds, and how long.</summary>
/// <param name="MaxEntries">Tokens; 0 holds none.</param>
/// <param name="MaxBytes">Bytes that they keep alive, over-estimated.</param>
/// <param name="TimeToLive">How long one is held at most.</param>
internal sealed record CacheLimits(int MaxEntries, long MaxBytes, TimeSpan TimeToLive)
{
    // New tokens are on probation in a tenth of the room.
    private const int ProbationShare = 10;

    public static CacheLimits Default { get; } = From(new());

    public bool IsOff => MaxEntries == 0;

    public int ProbationEntries => Math.Max(1, MaxEntries / ProbationShare);

    /// <summary>A token that needs more than this is not held.</summary>
    public long ProbationBytes => MaxBytes / ProbationShare;

    public static CacheLimits From(TokenCacheOptions options) => new(options.MaxEntries, options.MaxBytes, options.TimeToLive);
}
