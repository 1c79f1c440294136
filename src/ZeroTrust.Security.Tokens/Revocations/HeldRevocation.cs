namespace ZeroTrust.Security.Tokens.Revocations;

/// <summary>A revocation in the list, and when it came there by both clocks. Immutable.</summary>
/// <param name="Revocation">The revocation.</param>
/// <param name="HeldOn">By the wall clock.</param>
/// <param name="HeldAt">By the monotonic clock.</param>
internal sealed record HeldRevocation(Revocation Revocation, DateTimeOffset HeldOn, long HeldAt)
{
    /// <summary>
    /// Whether the end has come by both clocks. Tokens are judged by the wall clock: while it runs ahead by mistake they look expired, and
    /// are valid again once it is set right.
    /// </summary>
    public bool HasEnded(DateTimeOffset end, TimeProvider clock) =>
        clock.GetUtcNow() >= end && clock.GetElapsedTime(HeldAt) >= end - HeldOn;
}
