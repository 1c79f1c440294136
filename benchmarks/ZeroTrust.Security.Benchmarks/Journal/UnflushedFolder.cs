using ZeroTrust.Security.Audit.Journal;

namespace ZeroTrust.Security.Benchmarks.Journal;

/// <summary>A journal's directory on disk, without the flushes.</summary>
internal sealed class UnflushedFolder(DiskJournalFolder folder) : IJournalFolder
{
    public long FreeBytes => folder.FreeBytes;

    public IReadOnlyList<string> List() => folder.List();

    public IJournalFile Create(string name, long setAside) => new UnflushedFile(folder.Create(name, setAside));

    public IJournalFile Open(string name, bool writable) => new UnflushedFile(folder.Open(name, writable));

    public void Rename(string from, string to) => folder.Rename(from, to);

    public void Delete(string name) => folder.Delete(name);

    public void FlushEntries()
    {
        // Not here.
    }

    public IDisposable? TryLock() => folder.TryLock();

    private sealed class UnflushedFile(IJournalFile file) : IJournalFile
    {
        public long GetLength() => file.GetLength();

        public int Read(Span<byte> target, long offset) => file.Read(target, offset);

        public void Write(ReadOnlySpan<byte> content, long offset) => file.Write(content, offset);

        public void Cut(long length) => file.Cut(length);

        public void Flush()
        {
            // Nor here.
        }

        public void Dispose() => file.Dispose();
    }
}
