namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>A ring that lives as long as the process, for Development.</summary>
internal sealed class MemoryKeyRingStore : IKeyRingStore
{
    private readonly Lock _gate = new();
    private KeyRingRecord? _record;

    public ValueTask<KeyRingRecord?> ReadAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return new(_record);
        }
    }

    public ValueTask<bool> TryReplaceAsync(KeyRingRecord record, long expectedVersion, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Version != expectedVersion + 1 || record.Content.Length is 0 or > KeyRingRecord.MaxContentBytes)
        {
            throw new ArgumentException("A record follows the one it replaces, and has content.", nameof(record));
        }

        lock (_gate)
        {
            if ((_record?.Version ?? 0) != expectedVersion)
            {
                return new(false);
            }

            _record = record with { Content = record.Content.ToArray() };
            return new(true);
        }
    }
}
