using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>
/// A ring in one file of one directory, which several processes may share. A new record is written beside the old one, flushed, renamed
/// over it, and the rename flushed; only then is it used. Readers take no lock, and use nothing that a power cut could take back.
/// </summary>
/// <param name="folder">The directory.</param>
internal sealed class DirectoryKeyRingStore(IRingFolder folder) : IKeyRingStore
{
    private const string FileName = "ring";
    private const string NewFileName = "ring.new";
    private const int MaxHeaderBytes = 64;

    private static readonly TimeSpan LockWait = TimeSpan.FromSeconds(10);

    // The version last known to outlast a power cut.
    private long _durable;
    private bool _locksHold;

    private static ReadOnlySpan<byte> Mark => "zerotrust-keyring 1 "u8;

    public ValueTask<KeyRingRecord?> ReadAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return new(ReadDurable());
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
            using var held = await LockAsync(cancellationToken).ConfigureAwait(false);
            return Replace(record, expectedVersion);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new KeyRingStoreException($"The key ring cannot be written: {fault.Message}", fault);
        }
    }

    private static KeyRingRecord Parse(byte[] file)
    {
        var text = file.AsSpan();
        var end = text.IndexOf((byte)'\n');
        return end > 0
            && end < file.Length - 1
            && text.StartsWith(Mark)
            && Utf8Parser.TryParse(text[Mark.Length..end], out long version, out var read)
            && read == end - Mark.Length
            && version > 0
                ? new(version, file.AsMemory(end + 1))
                : throw new KeyRingStoreException("The key ring's file is damaged. Put a copy back; without one its keys are lost, and removing the file makes a new ring.");
    }

    private static byte[] Format(KeyRingRecord record)
    {
        var file = new ArrayBufferWriter<byte>(record.Content.Length + MaxHeaderBytes);
        file.Write(Mark);
        file.Write(Encoding.ASCII.GetBytes(record.Version.ToString(CultureInfo.InvariantCulture)));
        file.Write("\n"u8);
        file.Write(record.Content.Span);
        return file.WrittenSpan.ToArray();
    }

    private KeyRingRecord? Read() =>
        folder.Read(FileName, KeyRingRecord.MaxContentBytes + MaxHeaderBytes) is { } file ? Parse(file) : null;

    // Another process may have renamed and not flushed yet. What this one then signed would be lost with the rename.
    private KeyRingRecord? ReadDurable()
    {
        var record = Read();
        if (record is not null && record.Version != Volatile.Read(ref _durable))
        {
            folder.FlushEntries();
            Volatile.Write(ref _durable, record.Version);
        }

        return record;
    }

    private bool Replace(KeyRingRecord record, long expectedVersion)
    {
        if ((Read()?.Version ?? 0) != expectedVersion)
        {
            return false;
        }

        folder.Delete(NewFileName);
        using (var file = folder.Create(NewFileName))
        {
            file.Write(Format(record));
            file.Flush();
        }

        folder.Rename(NewFileName, FileName);
        folder.FlushEntries();
        Volatile.Write(ref _durable, record.Version);
        return true;
    }

    // The wait is for another process, so it goes by the real clock. The steps differ, so that two do not meet again and again.
    private async ValueTask<IDisposable> LockAsync(CancellationToken cancellationToken)
    {
        var begun = TimeProvider.System.GetTimestamp();
        do
        {
            if (folder.TryLock() is { } held)
            {
                RefuseIdleLocks(held);
                return held;
            }

            await Task.Delay(RandomNumberGenerator.GetInt32(2, 20), cancellationToken).ConfigureAwait(false);
        }
        while (TimeProvider.System.GetElapsedTime(begun) < LockWait);

        throw new KeyRingStoreException($"The key ring's lock was held by another process for {LockWait}.");
    }

    // A file system may ignore locks without a word, and then two processes would overwrite each other's keys.
    private void RefuseIdleLocks(IDisposable held)
    {
        if (_locksHold)
        {
            return;
        }

        using var second = folder.TryLock();
        if (second is not null)
        {
            held.Dispose();
            throw new KeyRingStoreException("The file system of the key ring keeps no locks, which processes that share it need. Use another one.");
        }

        _locksHold = true;
    }
}
