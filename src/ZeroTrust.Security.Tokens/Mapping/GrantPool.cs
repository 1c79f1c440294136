using System.Runtime.CompilerServices;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Mapping;

/// <summary>
/// The grants of tokens met before, so that tokens with the same grant claims share one permission set and what was computed of it. It
/// belongs to one <see cref="TrustSnapshot"/> and ends with it: what other settings made never comes out of it. An entry is found only by
/// the same issuer's settings and every byte of the claims. One size whatever comes, fed by verified tokens only, shared by threads
/// without a lock: a place is one reference to something immutable.
/// </summary>
internal sealed class GrantPool
{
    /// <summary>The longest claims kept: with it all keys together hold at most 256 KiB.</summary>
    public const int MaxKeyBytes = 1024;

    private readonly Entry?[] _places = new Entry?[256];

    /// <summary>The grants kept for these claims; null when there are none.</summary>
    public MappedGrants? Find(IssuerProfile issuer, ReadOnlySpan<byte> key) =>
        Place(issuer, key) is { } entry && ReferenceEquals(entry.Issuer, issuer) && key.SequenceEqual(entry.Key) ? entry.Grants : null;

    /// <summary>Keeps grants in place of whatever has their place.</summary>
    public void Keep(IssuerProfile issuer, ReadOnlySpan<byte> key, MappedGrants grants) =>
        Place(issuer, key) = new(issuer, key.ToArray(), grants);

    private ref Entry? Place(IssuerProfile issuer, ReadOnlySpan<byte> key) =>
        ref _places[(RuntimeHelpers.GetHashCode(issuer) ^ KeyedHash.Of(key)) & (_places.Length - 1)];

    private sealed record Entry(IssuerProfile Issuer, byte[] Key, MappedGrants Grants);
}
