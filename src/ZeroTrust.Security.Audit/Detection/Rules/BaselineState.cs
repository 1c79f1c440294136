namespace ZeroTrust.Security.Audit.Detection;

/// <summary>What a rule against an own average knows of a key.</summary>
internal struct BaselineState
{
    /// <summary>The number of the newest span, counted from the beginning of time.</summary>
    public long Span;

    public SpanCounts Counts;

    public LatestIds Ids;

    public long QuietUntil;
}
