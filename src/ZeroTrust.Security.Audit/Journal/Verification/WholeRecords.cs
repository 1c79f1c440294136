namespace ZeroTrust.Security.Audit.Journal;

/// <summary>Reads the whole lines of a journal and passes over the others. Only used once something is wrong, to see what.</summary>
internal sealed class WholeRecords(IJournalFolder folder, JournalLayout layout, LineHasher? hasher)
{
    /// <summary>Those from a place on, up to the end of the segment before <paramref name="to"/>.</summary>
    public IEnumerable<SeenRecord> From(int segment, long offset, int to = int.MaxValue)
    {
        for (var i = segment; i < Math.Min(layout.Segments.Count, to); i++)
        {
            using var file = folder.Open(layout.Segments[i].Name, writable: false);
            var reader = new SegmentReader(file, i == segment ? offset : 0, layout.Segments[i].End);
            while (Next(reader) is { } record)
            {
                yield return record;
            }
        }
    }

    private SeenRecord? Next(SegmentReader reader)
    {
        while (reader.TryRead(out var text))
        {
            if (reader.Terminated && Chain.IsWhole(hasher, text, out var line))
            {
                return SeenRecord.Of(line);
            }
        }

        return null;
    }
}
