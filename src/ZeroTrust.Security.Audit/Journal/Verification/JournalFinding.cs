namespace ZeroTrust.Security.Audit;

/// <summary>The first bad record of a journal.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="Record">The number of the first bad record: of the one that was changed, is missing, or stands where it should not.</param>
/// <param name="File">The name of the file where it shows.</param>
/// <param name="Line">The line there, from 1; 0 where it is no line.</param>
/// <param name="Offset">Where the line begins, in bytes.</param>
/// <param name="Message">The same in words.</param>
public sealed record JournalFinding(JournalFindingKind Kind, long Record, string File, int Line, long Offset, string Message);
