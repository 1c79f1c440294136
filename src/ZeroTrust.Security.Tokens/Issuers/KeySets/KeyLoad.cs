using System.Diagnostics.CodeAnalysis;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>What one attempt to get an issuer's keys brought: usable keys, or why there are none. Immutable.</summary>
internal sealed record KeyLoad
{
    private KeyLoad(IReadOnlyList<PublishedKey>? keys, string? problem) => (Keys, Problem) = (keys, problem);

    /// <summary>At least one usable key, or null.</summary>
    public IReadOnlyList<PublishedKey>? Keys { get; }

    /// <summary>Why there are none, for the operator.</summary>
    public string? Problem { get; }

    /// <summary>Whether the document itself was refused as harmful, which a person should look at.</summary>
    public bool Alarming { get; private init; }

    /// <summary>Keys of the document that are not used.</summary>
    public IReadOnlyList<SkippedKey> Skipped { get; private init; } = [];

    [MemberNotNullWhen(true, nameof(Keys))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool Succeeded => Keys is not null;

    public static KeyLoad Loaded(IReadOnlyList<PublishedKey> keys, IReadOnlyList<SkippedKey> skipped) => new(keys, null) { Skipped = skipped };

    /// <summary>The keys could not be had.</summary>
    public static KeyLoad Failed(string problem) => new(null, problem);

    /// <summary>The keys could be had and must not be used.</summary>
    public static KeyLoad Refused(string problem) => new(null, problem) { Alarming = true };
}
