namespace ZeroTrust.Security;

/// <summary>
/// What a detection rule does besides its alert, to whom the first field of <see cref="AuditRule.By"/> names. That is always somebody proven, or the network the events came from. Immutable.
/// </summary>
public sealed record AuditResponse
{
    private AuditResponse(TimeSpan? throttling) => Throttling = throttling;

    internal TimeSpan? Throttling { get; }

    /// <summary>Answers requests 429 <c>throttled</c> for a time: those of the user, service, client or network.</summary>
    /// <param name="duration">At least the rule's cool-down, so that it is never over before the rule may raise another alert; at most one day.</param>
    /// <returns>The response.</returns>
    public static AuditResponse Throttle(TimeSpan duration) => new(duration);

    /// <summary>Revokes the tokens that the user, service or client has now, by <see cref="IRevocationService"/>. A new sign-in works.</summary>
    /// <returns>The response.</returns>
    public static AuditResponse RevokeTokens() => new(throttling: null);
}
