namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>How the keys of one line turn. Immutable.</summary>
/// <param name="Algorithm">That of new keys.</param>
/// <param name="KeyLifetime">How long a key is in use, at most.</param>
/// <param name="PendingTime">How long it is there before.</param>
/// <param name="RetiringTime">How long it is kept afterwards.</param>
internal sealed record LinePlan(RingAlgorithm Algorithm, TimeSpan KeyLifetime, TimeSpan PendingTime, TimeSpan RetiringTime);
