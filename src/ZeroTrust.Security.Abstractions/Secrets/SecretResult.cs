namespace ZeroTrust.Security;

/// <summary>What a store answered to a <see cref="SecretRequest"/>. The default value is <see cref="SecretOutcome.Unavailable"/>.</summary>
public readonly record struct SecretResult
{
    private SecretResult(SecretOutcome outcome) => Outcome = outcome;

    /// <summary>How it answered.</summary>
    /// <value>One of the closed list.</value>
    public SecretOutcome Outcome { get; }

    /// <summary>The version; it belongs to whoever asked.</summary>
    /// <value>Not null for <see cref="SecretOutcome.Found"/>, and null otherwise.</value>
    public SecretVersion? Version { get; private init; }

    /// <summary>Why there is none, for the operator's log.</summary>
    /// <value>Null where there is one. No secret, no token of the store and no text of its answer.</value>
    public string? Reason { get; private init; }

    /// <summary>How long the store asks to be left alone.</summary>
    /// <value>Zero where it does not say.</value>
    public TimeSpan RetryAfter { get; private init; }

    /// <summary>The end of the version at hand, moved, for <see cref="SecretOutcome.Unchanged"/>.</summary>
    /// <value>UTC; null where it has no end.</value>
    public DateTimeOffset? ExpiresAt { get; private init; }

    /// <summary>Here is a version.</summary>
    /// <param name="version">The version; it belongs to whoever asked.</param>
    /// <returns>The result.</returns>
    public static SecretResult Found(SecretVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return new(SecretOutcome.Found) { Version = version };
    }

    /// <summary><see cref="SecretRequest.KnownVersion"/> is the one in force. To be answered only where that was given.</summary>
    /// <param name="expiresAt">Its end, which a renewed lease moves; null for none.</param>
    /// <returns>The result.</returns>
    public static SecretResult Unchanged(DateTimeOffset? expiresAt = null) => new(SecretOutcome.Unchanged) { ExpiresAt = expiresAt };

    /// <summary>There is no such secret.</summary>
    /// <param name="reason">Why, for the operator.</param>
    /// <returns>The result.</returns>
    public static SecretResult Missing(string reason) => Failed(SecretOutcome.Missing, reason);

    /// <summary>It may not be read.</summary>
    /// <param name="reason">Why, and what would let it be.</param>
    /// <returns>The result.</returns>
    public static SecretResult Refused(string reason) => Failed(SecretOutcome.Refused, reason);

    /// <summary>What is there is no secret.</summary>
    /// <param name="reason">What is wrong with it, without repeating any of it.</param>
    /// <returns>The result.</returns>
    public static SecretResult Malformed(string reason) => Failed(SecretOutcome.Malformed, reason);

    /// <summary>The store cannot be asked now.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="retryAfter">How long to leave it alone at least; zero where it does not say.</param>
    /// <returns>The result.</returns>
    public static SecretResult Unavailable(string reason, TimeSpan retryAfter = default) =>
        Failed(SecretOutcome.Unavailable, reason) with { RetryAfter = retryAfter };

    private static SecretResult Failed(SecretOutcome outcome, string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        return new(outcome) { Reason = reason };
    }
}
