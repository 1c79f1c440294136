namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>A key that was opened. Immutable.</summary>
/// <param name="Stored">The key in the record.</param>
/// <param name="PublicPart">The required members of its public JWK.</param>
/// <param name="Signing">The private key at work; null unless it is the active one of those that sign.</param>
/// <param name="Decryption">The private key at work; null unless it is one that opens.</param>
internal sealed record OpenedKey(StoredKey Stored, string PublicPart, SigningKey? Signing = null, IDecryptionKey? Decryption = null)
{
    /// <summary>Whether the stored key, perhaps of a later version, is this one in the same state.</summary>
    public bool Is(StoredKey stored) =>
        Stored.State == stored.State
        && string.Equals(Stored.KeyId, stored.KeyId, StringComparison.Ordinal)
        && Stored.Algorithm == stored.Algorithm
        && Stored.MadeInDevelopment == stored.MadeInDevelopment
        && Stored.ProtectedKey.Span.SequenceEqual(stored.ProtectedKey.Span);
}
