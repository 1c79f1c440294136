namespace ZeroTrust.Security;

/// <summary>What an <see cref="IKeyRingStore"/> holds. Immutable.</summary>
/// <param name="Version">Counts the records of the store, from 1.</param>
/// <param name="Content">The ring as bytes that the store does not read; 1 byte to 1 MiB.</param>
public sealed record KeyRingRecord(long Version, ReadOnlyMemory<byte> Content)
{
    /// <summary>The largest content.</summary>
    public const int MaxContentBytes = 1024 * 1024;
}
