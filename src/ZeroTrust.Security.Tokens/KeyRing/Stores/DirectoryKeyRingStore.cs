namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>
/// A ring in one file of one directory, which several processes may share. A new record replaces the old one under the directory's lock
/// and is used once the replacement outlasts a power cut.
/// </summary>
/// <param name="folder">The directory.</param>
internal sealed class DirectoryKeyRingStore(IRingFolder folder) : IKeyRingStore
{
    private readonly VersionedFile _file = new(folder, "ring", "zerotrust-keyring 1", KeyRingRecord.MaxContentBytes);

    public ValueTask<KeyRingRecord?> ReadAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            var (version, content) = _file.Read(known: null);
            return new(content is { } known ? new KeyRingRecord(version, known) : null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new KeyRingStoreException($"The key ring cannot be read: {fault.Message}", fault);
        }
    }

    public async ValueTask<bool> TryReplaceAsync(KeyRingRecord record, long expectedVersion, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Version != expectedVersion + 1 || record.Content.Length is 0 or > KeyRingRecord.MaxContentBytes)
        {
            throw new ArgumentException("A record follows the one it replaces, and has content.", nameof(record));
        }

        try
        {
            using var held = await _file.LockAsync(cancellationToken).ConfigureAwait(false);
            return Replace(record, expectedVersion);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new KeyRingStoreException($"The key ring cannot be written: {fault.Message}", fault);
        }
    }

    private bool Replace(KeyRingRecord record, long expectedVersion)
    {
        if (_file.Read(known: null).Version != expectedVersion)
        {
            return false;
        }

        _file.Replace(record.Version, record.Content.Span);
        return true;
    }
}
