namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>What was read of a journal.</summary>
/// <param name="Batch">The next records; null where there are none.</param>
/// <param name="More">Whether there are more already.</param>
internal sealed record FeedPart(AuditSinkBatch? Batch, bool More)
{
    public static FeedPart None { get; } = new(null, More: false);

    /// <summary>How many records were deleted before they were read.</summary>
    public long Missed { get; init; }

    /// <summary>Whether the place did not fit the journal, so that it was begun anew.</summary>
    public bool BegunAnew { get; init; }

    /// <summary>The rest, where some of it is done.</summary>
    public FeedPart Without(int done) =>
        Batch is null || done == Batch.Records.Count ? None : new(new(Batch.Journal, [.. Batch.Records.Skip(done)]), More);
}
