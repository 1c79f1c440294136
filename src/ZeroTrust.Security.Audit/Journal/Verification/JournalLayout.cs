namespace ZeroTrust.Security.Audit.Journal;

/// <summary>Which files of a directory count, and how far each. A segment says so of those before it, so they are looked at from the last one back.</summary>
/// <param name="Segments">Those that count, in order.</param>
/// <param name="SupersededBytes">How much stands in the others, and behind what counts.</param>
internal sealed record JournalLayout(IReadOnlyList<LaidSegment> Segments, long SupersededBytes)
{
    public long TotalBytes => Segments.Sum(static segment => segment.End);

    public static JournalLayout Read(IJournalFolder folder)
    {
        var numbers = SegmentName.Among(folder.List());
        var segments = new List<LaidSegment>();
        SegmentHeader? next = null;
        long superseded = 0;
        for (var i = numbers.Length - 1; i >= 0; i--)
        {
            using var file = folder.Open(SegmentName.Of(numbers[i]), writable: false);
            var length = file.GetLength();
            var header = ReadHeader(file, length);
            if (next is not null && numbers[i] > next.PreviousSegment)
            {
                superseded += length;
                continue;
            }

            var end = next is { MayLeaveOverhang: true } && next.PreviousSegment == numbers[i] ? Math.Min(length, next.PreviousBytes) : length;
            superseded += length - end;
            next = header?.Segment == numbers[i] ? header : null;
            segments.Add(new(numbers[i], end, header));
        }

        segments.Reverse();
        return new(segments, superseded);
    }

    private static SegmentHeader? ReadHeader(IJournalFile file, long length) =>
        new SegmentReader(file, 0, Math.Min(length, JournalFormat.MaxLineBytes)).TryRead(out var text) ? SegmentHeader.Read(text) : null;
}
