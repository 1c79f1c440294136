namespace ZeroTrust.Security.Audit.Journal;

/// <summary>Says what was done where a journal stops following. It sees what was expected, what is there, and all that comes behind.</summary>
/// <param name="folder">The files.</param>
/// <param name="layout">Which of them count.</param>
/// <param name="hasher">How records are bound.</param>
internal sealed class Diagnosis(IJournalFolder folder, JournalLayout layout, LineHasher? hasher)
{
    private readonly WholeRecords _records = new(folder, layout, hasher);

    /// <summary>Judges the first line that does not follow.</summary>
    /// <param name="chain">The records that did.</param>
    /// <param name="headPlace">Where the last record that did follow stands; null where there is none.</param>
    /// <param name="place">Where the line stands.</param>
    /// <param name="found">The line, if it is whole by itself.</param>
    /// <returns>What was done; null where a crash did it.</returns>
    public JournalFinding? Judge(Chain chain, JournalPlace? headPlace, JournalPlace place, SeenRecord? found)
    {
        var head = chain.Head;
        var due = head.Seq + 1;
        if (found is null)
        {
            return IsTorn(due, place) ? null : Broken(head, place);
        }

        if (found.Seq > due)
        {
            return IsLater(due, head.Hash, place)
                ? Finding(JournalFindingKind.Reorder, due, place, $"record {found.Seq} stands before record {due}")
                : Finding(JournalFindingKind.Delete, due, place, $"records {due} to {found.Seq - 1} are missing");
        }

        return found.Seq == due ? Foreign(head, headPlace, place, found) : Repeated(head, chain.Before, headPlace, place, found);
    }

    private static bool Follows(SeenRecord? record, long seq, string hash) => record is not null && record.Seq == seq && record.Previous == hash;

    private JournalFinding Broken(JournalHead head, JournalPlace place)
    {
        var due = head.Seq + 1;
        return Follows(After(place), due, head.Hash)
            ? Finding(JournalFindingKind.Insert, due, place, $"a line that is no record stands before record {due}")
            : Finding(JournalFindingKind.Edit, due, place, $"record {due} is not as it was written");
    }

    // The number is right and the link is not: either this record is false, or the one before was changed and hashed anew.
    private JournalFinding Foreign(JournalHead head, JournalPlace? headPlace, JournalPlace place, SeenRecord found) =>
        headPlace is not null && Follows(After(place), found.Seq + 1, found.Hash)
            ? Finding(JournalFindingKind.Edit, head.Seq, headPlace.Value, $"record {head.Seq} is not the one that record {found.Seq} was written behind")
            : Finding(JournalFindingKind.Edit, found.Seq, place, $"record {found.Seq} was not written behind record {head.Seq}");

    private JournalFinding Repeated(JournalHead head, JournalHead before, JournalPlace? headPlace, JournalPlace place, SeenRecord found)
    {
        if (_records.From(0, 0).TakeWhile(record => record.Seq <= found.Seq).Any(record => record.Seq == found.Seq && record.Hash == found.Hash))
        {
            return Finding(JournalFindingKind.Duplicate, found.Seq, place, $"record {found.Seq} is there again, behind record {head.Seq}");
        }

        // Two records claim one place. What comes behind tells which of them was there.
        return headPlace is not null && Follows(found, head.Seq, before.Hash) && Follows(After(place), head.Seq + 1, found.Hash)
            ? Finding(JournalFindingKind.Insert, head.Seq, headPlace.Value, $"a record {head.Seq} was put before the one that record {head.Seq + 1} was written behind")
            : Finding(JournalFindingKind.Insert, found.Seq, place, $"a record {found.Seq} that was not written stands behind record {head.Seq}");
    }

    private SeenRecord? After(JournalPlace place) => _records.From(place.Segment, place.Next).FirstOrDefault();

    private bool IsLater(long seq, string previous, JournalPlace place) => _records.From(place.Segment, place.Next).Any(record => Follows(record, seq, previous));

    // Nothing behind it says that it was on disk, and it looks like what a crash leaves, down to the last file.
    private bool IsTorn(long due, JournalPlace place)
    {
        if (_records.From(place.Segment, place.Next).Any(record => record.Flushed >= due) || layout.Segments.Skip(place.Segment + 1).Any(IsBegun))
        {
            return false;
        }

        for (var i = place.Segment; i < layout.Segments.Count; i++)
        {
            using var file = folder.Open(layout.Segments[i].Name, writable: false);
            if (layout.Segments[i].End > 0 && !TearShape.IsTorn(file, i == place.Segment ? place.Offset : 0))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsBegun(LaidSegment segment)
    {
        using var file = folder.Open(segment.Name, writable: false);
        var reader = new SegmentReader(file, 0, Math.Min(segment.End, JournalFormat.MaxLineBytes));
        return reader.TryRead(out var text) && reader.Terminated && Chain.IsWhole(hasher, text, out _);
    }

    private JournalFinding Finding(JournalFindingKind kind, long record, JournalPlace place, string what)
    {
        var name = layout.Segments[place.Segment].Name;
        return new(kind, record, name, place.Line, place.Offset, $"{name}, line {place.Line}: {what}.");
    }
}
