using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>
/// One file of a directory that several processes share, with a version in its first line. A new form is written beside the old one,
/// flushed, renamed over it, and the rename flushed. Readers take no lock, and use nothing that a power cut could take back.
/// </summary>
/// <param name="folder">The directory.</param>
/// <param name="name">The file.</param>
/// <param name="mark">What the file begins with.</param>
/// <param name="maxContentBytes">The longest content.</param>
internal sealed class VersionedFile(IRingFolder folder, string name, string mark, int maxContentBytes)
{
    private const int MaxHeadBytes = 64;

    private static readonly TimeSpan LockWait = TimeSpan.FromSeconds(10);

    private readonly byte[] _mark = Encoding.ASCII.GetBytes($"{mark} ");

    // The version last known to outlast a power cut.
    private long _durable;
    private bool _locksHold;

    /// <summary>The version of the file, 0 where there is none, and its content unless it is of the known version.</summary>
    public (long Version, ReadOnlyMemory<byte>? Content) Read(long? known)
    {
        if (folder.Read(name, maxContentBytes + MaxHeadBytes) is not { } file)
        {
            return (0, null);
        }

        var (version, start) = ParseHead(file);
        if (version != Volatile.Read(ref _durable))
        {
            // Another process may have renamed and not flushed yet: what is built on it here would be lost with the rename.
            folder.FlushEntries();
            Volatile.Write(ref _durable, version);
        }

        return (version, version == known ? default(ReadOnlyMemory<byte>?) : file.AsMemory(start));
    }

    /// <summary>Replaces the file. The lock is held.</summary>
    public void Replace(long version, ReadOnlySpan<byte> content)
    {
        if (content.Length > maxContentBytes)
        {
            throw new IOException($"The content would be larger than {maxContentBytes} bytes, which is more than the file is made for.");
        }

        var next = $"{name}.new";
        folder.Delete(next);
        using (var file = folder.Create(next))
        {
            file.Write([.. _mark, .. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{version}\n")), .. content]);
            file.Flush();
        }

        folder.Rename(next, name);
        folder.FlushEntries();
        Volatile.Write(ref _durable, version);
    }

    /// <summary>Takes the directory's lock. The wait is for another process, so it goes by the real clock, in steps that differ.</summary>
    public async ValueTask<IDisposable> LockAsync(CancellationToken cancellationToken)
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

        throw new IOException($"The directory's lock was held by another process for {LockWait}.");
    }

    // A file system may ignore locks without a word, and then two processes would overwrite each other's changes.
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
            throw new IOException("The file system of the directory keeps no locks, which processes that share it need. Use another one.");
        }

        _locksHold = true;
    }

    private (long Version, int Start) ParseHead(ReadOnlySpan<byte> file)
    {
        var end = file.IndexOf((byte)'\n');
        return end > _mark.Length
            && end < file.Length - 1
            && file.StartsWith(_mark)
            && Utf8Parser.TryParse(file[_mark.Length..end], out long version, out var read)
            && read == end - _mark.Length
            && version > 0
                ? (version, end + 1)
                : throw new IOException("The file is damaged: it does not begin as it was written, or ends there. Put a copy back; what it held is lost without one.");
    }
}
