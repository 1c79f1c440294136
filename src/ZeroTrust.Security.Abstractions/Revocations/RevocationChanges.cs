namespace ZeroTrust.Security;

/// <summary>What one reading of a store found. Immutable.</summary>
/// <param name="Position">Where the next reading goes on; the store's own notation.</param>
/// <param name="IsEverything">Whether <paramref name="Added"/> is all there is, so that what is not in it is not revoked.</param>
/// <param name="Added">The revocations that were added or widened, in their present form.</param>
/// <param name="Removed">What was removed and not added again; empty when everything was read.</param>
public sealed record RevocationChanges(
    string? Position, bool IsEverything, IReadOnlyCollection<Revocation> Added, IReadOnlyCollection<RevocationKey> Removed);
