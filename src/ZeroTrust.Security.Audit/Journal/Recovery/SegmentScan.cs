namespace ZeroTrust.Security.Audit.Journal;

/// <summary>How far a segment is whole.</summary>
/// <param name="Header">Its first record; null where that is not whole.</param>
/// <param name="Head">The last whole record of the unbroken chain.</param>
/// <param name="Bytes">Where it ends.</param>
/// <param name="LastCommit">Where the last commit begins: all before it is known to be on disk.</param>
/// <param name="Length">How long the file is.</param>
/// <param name="FlushedSeenLater">The highest number that a record behind the damage says was on disk before it; -1 where none does.</param>
internal sealed record SegmentScan(SegmentHeader? Header, JournalHead Head, long LastCommit, long Bytes, long Length, long FlushedSeenLater)
{
    public bool IsWhole => Bytes == Length;

    public static SegmentScan Of(IJournalFile file, LineHasher hasher)
    {
        var length = file.GetLength();
        var reader = new SegmentReader(file, 0, length);
        var chain = new Chain(hasher);
        SegmentHeader? header = null;
        long commit = 0;
        while (reader.TryRead(out var text))
        {
            if (!reader.Terminated || !chain.Follows(text) || (header is null && (header = SegmentHeader.Read(text)) is null))
            {
                return new(header, chain.Head, commit, reader.Offset, length, LatestFlushed(reader, hasher, text));
            }

            commit = chain.Take(text) >= 0 ? reader.Offset : commit;
        }

        return new(header, chain.Head, commit, length, length, -1);
    }

    private static long LatestFlushed(SegmentReader reader, LineHasher hasher, ReadOnlySpan<byte> text)
    {
        long latest = -1;
        do
        {
            if (reader.Terminated && Chain.IsWhole(hasher, text, out var line))
            {
                latest = Math.Max(latest, line.Flushed);
            }
        }
        while (reader.TryRead(out text));

        return latest;
    }
}
