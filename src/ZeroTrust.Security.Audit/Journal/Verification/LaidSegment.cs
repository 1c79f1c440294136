namespace ZeroTrust.Security.Audit.Journal;

/// <summary>A file that counts.</summary>
/// <param name="Number">The number in its name.</param>
/// <param name="End">Where what counts of it ends.</param>
/// <param name="Header">Its first record as it reads; nothing is proven of it yet.</param>
internal sealed record LaidSegment(int Number, long End, SegmentHeader? Header)
{
    public string Name => SegmentName.Of(Number);
}
