using Microsoft.Win32.SafeHandles;

namespace ZeroTrust.Security.Audit.Journal;

/// <summary>An open file of a <see cref="DiskJournalFolder"/>.</summary>
internal sealed class DiskJournalFile(FileStream stream, string name) : IJournalFile
{
    // Asked for once: each time the stream would first set the system's position.
    private readonly SafeFileHandle _handle = stream.SafeFileHandle;

    public long GetLength()
    {
        try
        {
            return RandomAccess.GetLength(_handle);
        }
        catch (Exception fault) when (DiskJournalFolder.IsOfTheDisk(fault))
        {
            throw JournalFileException.From(fault, name);
        }
    }

    public int Read(Span<byte> target, long offset)
    {
        try
        {
            return RandomAccess.Read(_handle, target, offset);
        }
        catch (Exception fault) when (DiskJournalFolder.IsOfTheDisk(fault))
        {
            throw JournalFileException.From(fault, name);
        }
    }

    public void Write(ReadOnlySpan<byte> content, long offset)
    {
        try
        {
            // The platform goes on after a short write until all is taken or the system says why not.
            RandomAccess.Write(_handle, content, offset);
        }
        catch (Exception fault) when (DiskJournalFolder.IsOfTheDisk(fault))
        {
            throw JournalFileException.From(fault, name);
        }
    }

    public void Cut(long length)
    {
        try
        {
            RandomAccess.SetLength(_handle, length);
        }
        catch (Exception fault) when (DiskJournalFolder.IsOfTheDisk(fault))
        {
            throw JournalFileException.From(fault, name);
        }
    }

    public void Flush()
    {
        try
        {
            StableFile.Flush(_handle, name);
        }
        catch (Exception fault) when (DiskJournalFolder.IsOfTheDisk(fault))
        {
            throw JournalFileException.From(fault, name);
        }
    }

    public void Dispose() => stream.Dispose();
}
