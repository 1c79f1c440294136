using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>How a ring turns. Immutable.</summary>
/// <param name="Issuer">The name under which its keys are published.</param>
/// <param name="Algorithm">The algorithm of new keys.</param>
/// <param name="KeyLifetime">How long a key signs, at most.</param>
/// <param name="KeyCacheTime">How long consumers keep a key set.</param>
/// <param name="PollInterval">How often the store is read.</param>
/// <param name="IsDevelopment">Whether new keys are marked as made in Development, and such keys are taken.</param>
internal sealed record KeyRingSettings(
    string Issuer, SignatureAlgorithm Algorithm, TimeSpan KeyLifetime, TimeSpan KeyCacheTime, TimeSpan PollInterval, bool IsDevelopment)
{
    /// <summary>How the keys that sign turn.</summary>
    public LinePlan Signing => new(RingAlgorithm.Of(Algorithm), KeyLifetime, PendingTime, RetiringTime);

    /// <summary>How the keys that open what others encrypt turn; null where nobody is to encrypt to this service.</summary>
    public LinePlan? Encryption { get; init; }

    /// <summary>The longest life of any token that a ring signs.</summary>
    public static readonly TimeSpan MaxTokenLifetime = TimeSpan.FromMinutes(15);

    /// <summary>How old the last reading may be for a process to sign and to publish.</summary>
    public static readonly TimeSpan MaxStaleness = TimeSpan.FromMinutes(5);

    /// <summary>How far the clock of a process, or of a consumer, may be off.</summary>
    public static readonly TimeSpan MaxClockSkew = TimeSpan.FromSeconds(60);

    // Announced by a clock that is behind, judged by one that is ahead.
    private static readonly TimeSpan TwoClocks = 2 * MaxClockSkew;

    /// <summary>How long a key is published after it signed: the last process has noticed by then, and its last token has expired for a consumer whose clock is behind.</summary>
    public static TimeSpan RetiringTime => MaxStaleness + MaxTokenLifetime + MaxClockSkew + TwoClocks;

    /// <summary>How long a key is published before it signs: every process has read it by then, and every consumer has fetched it from the last of them.</summary>
    public TimeSpan PendingTime => PendingTimeFor(KeyCacheTime);

    /// <summary>The shortest life of a key that leaves room for the one before and the one after.</summary>
    public static TimeSpan MinKeyLifetime(TimeSpan keyCacheTime) => 2 * (PendingTimeFor(keyCacheTime) + RetiringTime);

    private static TimeSpan PendingTimeFor(TimeSpan keyCacheTime) => MaxStaleness + keyCacheTime + TwoClocks;
}
