using System.Collections.Frozen;
using ZeroTrust.Security.Tokens.Caching;
using ZeroTrust.Security.Tokens.Mapping;
using ZeroTrust.Security.Tokens.Revocations;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>
/// Everything a validation reads, as one start or reload made it. A request takes it once and sees no mix of old and new.
/// Immutable.
/// </summary>
internal sealed class TrustSnapshot
{
    /// <summary>Counts up with each reload; starts at 1.</summary>
    public required long Version { get; init; }

    /// <summary>The issuers by their exact <c>iss</c>.</summary>
    public required FrozenDictionary<string, Issuer> Issuers
    {
        get;
        init
        {
            field = value;
            IssuersByText = value.GetAlternateLookup<ReadOnlySpan<char>>();
        }
    }

    /// <summary>The same, by characters that are no string: made once, since making it costs as much as a look-up.</summary>
    public FrozenDictionary<string, Issuer>.AlternateLookup<ReadOnlySpan<char>> IssuersByText { get; private init; }

    /// <summary>What each role grants: permission names and patterns.</summary>
    public required FrozenDictionary<string, IReadOnlyList<string>> Roles { get; init; }

    public required int MaxTokenBytes { get; init; }

    public required int MaxHeaderBytes { get; init; }

    public RevocationSettings Revocation { get; init; } = RevocationSettings.Default;

    /// <summary>How much the cache of verified tokens holds.</summary>
    public CacheLimits Cache { get; init; } = CacheLimits.Default;

    /// <summary>What verified tokens were granted under these settings. Grows to a bound; never a cause of another verdict.</summary>
    public GrantPool Grants { get; } = new();
}
