namespace ZeroTrust.Security.Audit.Journal;

/// <summary>Where what counts of a segment ends, which the next one says of it.</summary>
/// <param name="Segment">The segment's number; 0 where there is none.</param>
/// <param name="Bytes">Behind the last record that counts.</param>
internal sealed record SegmentEnd(int Segment, long Bytes)
{
    public static SegmentEnd None { get; } = new(0, 0);
}
