using System.Collections.Frozen;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>One version of the ring, opened: what signs and what is published come from the same one. Immutable.</summary>
internal sealed class KeyRingSnapshot
{
    private readonly FrozenDictionary<string, IDecryptionKey> _decryption;

    public KeyRingSnapshot(KeyRingRecord record, Ring ring, IReadOnlyList<OpenedKey> keys, KeyRingSettings settings)
    {
        (Record, Ring, Keys) = (record, ring, keys);
        Signing = keys.Select(static key => key.Signing).OfType<SigningKey>().Single();
        _decryption = keys.Select(static key => key.Decryption).OfType<IDecryptionKey>().ToFrozenDictionary(static key => key.KeyId, StringComparer.Ordinal);
        Documents = KeyDocuments.Write(keys, settings);
        Report = [.. ring.Keys.Select(static key => new RingKey(key.KeyId, key.Algorithm.Name, key.State, key.Since))];
    }

    public KeyRingRecord Record { get; }

    public Ring Ring { get; }

    public IReadOnlyList<OpenedKey> Keys { get; }

    public SigningKey Signing { get; }

    public ServiceKeyDocuments Documents { get; }

    public IReadOnlyList<RingKey> Report { get; }

    /// <summary>The key that opens what names it; null when there is none.</summary>
    public IDecryptionKey? FindDecryption(string keyId) => _decryption.GetValueOrDefault(keyId);
}
