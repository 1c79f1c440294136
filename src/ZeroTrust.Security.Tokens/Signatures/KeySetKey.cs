namespace ZeroTrust.Security.Tokens.Signatures;

/// <summary>One public key of a key set. What it is for is its type: a key that verifies encrypts nothing, and the reverse. Immutable; threads may share it.</summary>
internal abstract class KeySetKey(string? keyId)
{
    /// <summary>The key's <c>kid</c>; null when the key set names none.</summary>
    public string? KeyId { get; } = keyId;
}
