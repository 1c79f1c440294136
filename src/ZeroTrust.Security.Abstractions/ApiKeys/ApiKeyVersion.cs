using System.Text.Json.Serialization;

namespace ZeroTrust.Security;

/// <summary>One secret of an API key, as it is stored: nothing in it can be presented. Immutable.</summary>
public sealed record ApiKeyVersion
{
    /// <summary>The length of <see cref="Hash"/>.</summary>
    public const int HashBytes = 32;

    /// <summary>The part of the key that is not secret and that it is found by; records and logs name the key by it.</summary>
    /// <value>16 letters and digits, random (95 bits); no two versions of a store have the same.</value>
    public required string PublicId { get; init; }

    /// <summary>The keyed hash of the key: HMAC-SHA-256 (RFC 2104) under the pepper.</summary>
    /// <value>32 bytes. Left out when the version is written as JSON by the platform's serializer.</value>
    [JsonIgnore]
    public required ReadOnlyMemory<byte> Hash { get; init; }

    /// <summary>Which pepper the hash is made under.</summary>
    /// <value>A name derived from the pepper, which tells nothing of it.</value>
    public required string PepperName { get; init; }

    /// <summary>When it was made.</summary>
    /// <value>UTC.</value>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The instant from which it is no longer taken.</summary>
    /// <value>UTC.</value>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>About when it was last taken: to the interval in which that is written back.</summary>
    /// <value>UTC; null when never.</value>
    public DateTimeOffset? LastUsedAt { get; init; }
}
