namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>
/// How long keys that open messages are held. It is the reverse of keys that sign: those are published first and used later, these are held
/// by every process first and published later, and open long after they are published no more.
/// </summary>
internal static class EncryptionTimes
{
    /// <summary>How long others may encrypt to a key that they fetched last: their bound without a fetch (<c>Encryption:Recipients:…:LastKnownGood</c>).</summary>
    public static readonly TimeSpan MaxSenderCache = TimeSpan.FromDays(1);

    /// <summary>The shortest use of a key.</summary>
    public static readonly TimeSpan MinKeyLifetime = TimeSpan.FromHours(1);

    /// <summary>The most keys that are held at one time, about.</summary>
    public const int MaxHeldKeys = 100;

    // Announced by a clock that is behind, judged by one that is ahead.
    private static readonly TimeSpan TwoClocks = 2 * KeyRingSettings.MaxClockSkew;

    /// <summary>How long a key is held before it is published: every process has read it by then.</summary>
    public static TimeSpan PendingTime => KeyRingSettings.MaxStaleness + TwoClocks;

    /// <summary>How long a key opens after it was last published: a message of the last sender that still encrypts to it lives its whole life.</summary>
    /// <param name="messageLifetime">How long a message is to stay readable.</param>
    public static TimeSpan RetiringTime(TimeSpan messageLifetime) => messageLifetime + MaxSenderCache + KeyRingSettings.MaxStaleness + TwoClocks;

    public static LinePlan Plan(RingAlgorithm algorithm, TimeSpan keyLifetime, TimeSpan messageLifetime) =>
        new(algorithm, keyLifetime, PendingTime, RetiringTime(messageLifetime));
}
