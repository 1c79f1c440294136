using ZeroTrust.Security.Audit.Journal;

namespace ZeroTrust.Security.Audit.Tests.Journal;

/// <summary>Files as they are, to be read alone: nothing is copied, so a verification costs what it costs.</summary>
internal sealed class FixedFolder(IReadOnlyDictionary<string, byte[]> files) : IJournalFolder
{
    public long FreeBytes => 0;

    public IReadOnlyList<string> List() => [.. files.Keys];

    public IJournalFile Open(string name, bool writable) => new FixedFile(files[name]);

    public IJournalFile Create(string name, long setAside) => throw new NotSupportedException();

    public void Rename(string from, string to) => throw new NotSupportedException();

    public void Delete(string name) => throw new NotSupportedException();

    public void FlushEntries() => throw new NotSupportedException();

    public IDisposable? TryLock() => throw new NotSupportedException();

    private sealed class FixedFile(byte[] content) : IJournalFile
    {
        public long GetLength() => content.Length;

        public int Read(Span<byte> target, long offset)
        {
            var count = (int)Math.Clamp(content.Length - offset, 0, target.Length);
            content.AsSpan((int)offset, count).CopyTo(target);
            return count;
        }

        public void Write(ReadOnlySpan<byte> content, long offset) => throw new NotSupportedException();

        public void Cut(long length) => throw new NotSupportedException();

        public void Flush() => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
