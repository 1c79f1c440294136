namespace ZeroTrust.Security;

/// <summary>What one reading of a store of API keys found. Immutable.</summary>
/// <param name="Position">Where the next reading goes on; the store's own notation.</param>
/// <param name="IsEverything">Whether <paramref name="Changed"/> is all there is, so that a key which is not in it is gone.</param>
/// <param name="Changed">The keys that were added or changed, in their present form.</param>
/// <param name="Removed">The ids of keys that were removed; empty when everything was read.</param>
public sealed record ApiKeyChanges(
    string? Position, bool IsEverything, IReadOnlyCollection<ApiKeyRecord> Changed, IReadOnlyCollection<string> Removed);
