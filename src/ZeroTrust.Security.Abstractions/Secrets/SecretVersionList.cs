namespace ZeroTrust.Security;

/// <summary>The versions of a secret that a store keeps. The default value is <see cref="SecretOutcome.Unavailable"/>.</summary>
public readonly record struct SecretVersionList
{
    private readonly IReadOnlyList<SecretVersionInfo>? _all;

    private SecretVersionList(SecretOutcome outcome, string? reason, IReadOnlyList<SecretVersionInfo>? all)
    {
        Outcome = outcome;
        Reason = reason;
        _all = all;
    }

    /// <summary>How the store answered.</summary>
    /// <value><see cref="SecretOutcome.Found"/> for a list; never <see cref="SecretOutcome.Unchanged"/>.</value>
    public SecretOutcome Outcome { get; }

    /// <summary>Why there is no list, for the operator's log.</summary>
    /// <value>Null where there is one.</value>
    public string? Reason { get; }

    /// <summary>The versions that can be read.</summary>
    /// <value>The one in force first, and the one before it next. Empty where the store keeps one alone.</value>
    public IReadOnlyList<SecretVersionInfo> All => _all ?? [];

    /// <summary>The store keeps no versions but the one in force.</summary>
    /// <value>An empty list.</value>
    public static SecretVersionList None { get; } = new(SecretOutcome.Found, null, null);

    /// <summary>Here are the versions.</summary>
    /// <param name="all">Those that can be read: the one in force first, and the one before it next.</param>
    /// <returns>The list.</returns>
    public static SecretVersionList Found(IReadOnlyList<SecretVersionInfo> all)
    {
        ArgumentNullException.ThrowIfNull(all);
        return new(SecretOutcome.Found, null, all);
    }

    /// <summary>There is no list, for the same reason as there would be no secret.</summary>
    /// <param name="result">What the store answered.</param>
    /// <returns>The list.</returns>
    /// <exception cref="ArgumentException"><paramref name="result"/> is no failure.</exception>
    public static SecretVersionList Failed(SecretResult result) => result.Outcome is SecretOutcome.Found or SecretOutcome.Unchanged
        ? throw new ArgumentException("That is no failure.", nameof(result))
        : new(result.Outcome, result.Reason, null);
}
