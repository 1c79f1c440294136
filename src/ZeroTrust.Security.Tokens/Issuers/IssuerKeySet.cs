using System.Collections.Frozen;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>The keys of one issuer as one fetch brought them: checked whole, replaced whole. Immutable.</summary>
internal sealed class IssuerKeySet
{
    private readonly FrozenDictionary<string, VerificationKey>.AlternateLookup<ReadOnlySpan<char>> _byId;

    public IssuerKeySet(IReadOnlyList<KeySetKey> keys)
    {
        Keys = [.. keys.OfType<VerificationKey>()];
        Sealing = keys.OfType<SealingKey>().FirstOrDefault()?.Key;
        _byId = Keys.Where(static key => key.KeyId is not null)
            .ToFrozenDictionary(static key => key.KeyId!, StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>All keys that verify, in the order of the document.</summary>
    public IReadOnlyList<VerificationKey> Keys { get; }

    /// <summary>The first key to encrypt to; null when there is none.</summary>
    public EncryptionKey? Sealing { get; }

    /// <summary>The key that verifies with this <c>kid</c>, compared ordinally; null when there is none.</summary>
    public VerificationKey? Find(ReadOnlySpan<char> keyId) => _byId.TryGetValue(keyId, out var key) ? key : null;
}
