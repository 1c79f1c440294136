using ZeroTrust.Security.Audit.Detection;

namespace ZeroTrust.Security;

/// <summary>
/// What a detection rule does besides its alert, to whom the first field of <see cref="AuditRule.By"/> names. That is always somebody proven, or the network the events came from. Immutable.
/// </summary>
public sealed record AuditResponse
{
    private AuditResponse(AuditResponseKind kind, TimeSpan duration = default, string acrValues = "") => (Kind, Duration, AcrValues) = (kind, duration, acrValues);

    internal AuditResponseKind Kind { get; }

    internal TimeSpan Duration { get; }

    // One text, so that responses compare by value: no class has a space.
    internal string AcrValues { get; }

    /// <summary>Answers requests 429 <c>throttled</c> for a time: those of the user, service, client or network.</summary>
    /// <param name="duration">At least the rule's cool-down, so that it is never over before the rule may raise another alert; at most one day.</param>
    /// <returns>The response.</returns>
    public static AuditResponse Throttle(TimeSpan duration) => new(AuditResponseKind.Throttle, duration);

    /// <summary>Revokes the tokens that the user, service or client has now, by <see cref="IRevocationService"/>. A new sign-in works.</summary>
    /// <returns>The response.</returns>
    public static AuditResponse RevokeTokens() => new(AuditResponseKind.RevokeTokens);

    /// <summary>
    /// Answers the user's requests 401 <c>step_up_required</c> with the challenge of RFC 9470, until a token shows a sign-in after the alert: by its <c>auth_time</c>, and by its <c>acr</c>
    /// where classes are given. A service has no sign-in and is not reached.
    /// </summary>
    /// <param name="duration">How long tokens are looked at: at least the rule's cool-down, at most 30 days. Make it as long as a session at the identity provider lasts: after it, an old sign-in counts again.</param>
    /// <param name="acrValues">Of these authentication context classes the sign-in must be one, compared ordinally; none where any will do.</param>
    /// <returns>The response.</returns>
    public static AuditResponse RequireStepUp(TimeSpan duration, params string[] acrValues)
    {
        ArgumentNullException.ThrowIfNull(acrValues);
        return new(AuditResponseKind.RequireStepUp, duration, string.Join(' ', acrValues));
    }
}
