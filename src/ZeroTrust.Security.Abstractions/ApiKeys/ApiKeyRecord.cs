namespace ZeroTrust.Security;

/// <summary>An API key, as it is stored: who holds it and what for, and one secret, or two while it is being replaced. Immutable.</summary>
public sealed record ApiKeyRecord
{
    /// <summary>The most versions that a key has at once: the one in use, and the one that takes its place.</summary>
    public const int MaxVersions = 2;

    /// <summary>Names the key for as long as it is there, over every rotation.</summary>
    /// <value>The public id of its first version.</value>
    public required string Id { get; init; }

    /// <summary>Counts the forms of this record, so that no change overwrites another; last use is not counted.</summary>
    /// <value>From 1.</value>
    public required long Revision { get; init; }

    /// <summary>The service that the key proves, as <c>AllowCallers</c> compares it.</summary>
    /// <value>Never empty.</value>
    public required string Service { get; init; }

    /// <summary>What the service may do by this key where no user's token comes with it.</summary>
    /// <value>Permission names without wildcard; may be empty.</value>
    public required IReadOnlyList<string> Permissions { get; init; }

    /// <summary>The tenant that the service acts in.</summary>
    /// <value>Null for none.</value>
    public string? Tenant { get; init; }

    /// <summary>When the key was made.</summary>
    /// <value>UTC.</value>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was revoked. From then on no version is taken, and that is never undone.</summary>
    /// <value>UTC; null when it was not.</value>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Its secrets, the oldest first.</summary>
    /// <value>One or two.</value>
    public required IReadOnlyList<ApiKeyVersion> Versions { get; init; }

    /// <summary>The instant from which no version is taken.</summary>
    /// <value>UTC.</value>
    public DateTimeOffset ExpiresAt => Versions.Max(static version => version.ExpiresAt);

    /// <summary>About when it was last taken, whichever version.</summary>
    /// <value>UTC; null when never.</value>
    public DateTimeOffset? LastUsedAt => Versions.Max(static version => version.LastUsedAt);
}
