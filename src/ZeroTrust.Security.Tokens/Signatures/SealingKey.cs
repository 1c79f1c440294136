namespace ZeroTrust.Security.Tokens.Signatures;

/// <summary>A public key that is encrypted to. Immutable.</summary>
internal sealed class SealingKey(EncryptionKey key) : KeySetKey(key.KeyId)
{
    public EncryptionKey Key { get; } = key;
}
