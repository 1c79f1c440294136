namespace ZeroTrust.Security.Audit.Journal;

/// <summary>Where a line stands.</summary>
/// <param name="Segment">The place of its segment among those that count.</param>
/// <param name="Line">Its number there, from 1.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Next">Where the one behind it begins.</param>
internal readonly record struct JournalPlace(int Segment, int Line, long Offset, long Next);
