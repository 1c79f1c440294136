namespace ZeroTrust.Security.Audit.Journal;

/// <summary>What was found in a journal's directory, to go on from.</summary>
/// <param name="Journal">The journal's name.</param>
/// <param name="Head">Its last record.</param>
/// <param name="End">Where that stands.</param>
/// <param name="LastNumber">The highest number of a segment that is there, counted or not.</param>
internal sealed record RecoveredJournal(string Journal, JournalHead Head, SegmentEnd End, int LastNumber)
{
    /// <summary>What is cut off behind the last record; null where nothing is.</summary>
    public TornTail? Tail { get; init; }
}
