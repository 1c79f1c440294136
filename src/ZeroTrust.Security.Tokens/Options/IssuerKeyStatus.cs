namespace ZeroTrust.Security;

/// <summary>The state of one issuer's keys. Immutable.</summary>
/// <param name="IssuerName">The configured name.</param>
/// <param name="Usable">Whether tokens of the issuer can be verified now.</param>
/// <param name="Stale">Whether the last good set is in use because newer fetches failed.</param>
/// <param name="LastSuccess">When keys were last fetched or read; null when never.</param>
/// <param name="Problem">What the last attempt met, for the operator; null when it succeeded.</param>
public sealed record IssuerKeyStatus(string IssuerName, bool Usable, bool Stale, DateTimeOffset? LastSuccess, string? Problem)
{
    /// <summary>When keys are next tried for, for <c>Retry-After</c>.</summary>
    /// <value>Null when nothing is planned.</value>
    public TimeSpan? NextAttemptIn { get; init; }
}
