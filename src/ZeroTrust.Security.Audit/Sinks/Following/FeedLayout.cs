using ZeroTrust.Security.Audit.Journal;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>The segments up to an end, as they stand for good: only the last one still grows.</summary>
/// <param name="End">The end.</param>
/// <param name="Segments">Those that count, in order; at least one.</param>
internal sealed record FeedLayout(FeedEnd End, IReadOnlyList<LaidSegment> Segments)
{
    // What is behind the end may be a segment that nothing was acknowledged in.
    public static FeedLayout Read(IJournalFolder folder, FeedEnd end)
    {
        var segments = JournalLayout.Read(folder).Segments.Where(segment => segment.Number <= end.Segment).ToList();
        var headless = segments.FirstOrDefault(static segment => segment.Header is null);
        return headless is not null || segments.Count == 0
            ? throw new JournalFileException(JournalFailure.Damaged, $"{headless?.Name ?? "The journal"} does not begin as a segment does.")
            : new(end, segments);
    }

    /// <summary>The segment with that record; the oldest where it is gone already.</summary>
    public LaidSegment Holding(long seq) => Segments.LastOrDefault(segment => segment.Header!.PreviousSeq < seq) ?? Segments[0];

    public LaidSegment After(int number) => Segments.FirstOrDefault(segment => segment.Number > number) ?? throw Gone();

    /// <summary>Where what counts of a segment ends.</summary>
    public long EndOf(int number) => (Segments.FirstOrDefault(segment => segment.Number == number) ?? throw Gone()).End;

    private static JournalFileException Gone() => new(JournalFailure.Io, "A segment was deleted while it was read.");
}
