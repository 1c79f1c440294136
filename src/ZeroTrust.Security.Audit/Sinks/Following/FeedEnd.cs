namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>The end of what may be read.</summary>
/// <param name="Segment">The segment that the last record stands in; 0 where there is none.</param>
/// <param name="Bytes">Behind it there.</param>
/// <param name="Seq">Its number.</param>
internal sealed record FeedEnd(int Segment, long Bytes, long Seq)
{
    /// <summary>Its hash.</summary>
    public string? Hash { get; init; }

    public static FeedEnd None { get; } = new(0, 0, 0);
}
