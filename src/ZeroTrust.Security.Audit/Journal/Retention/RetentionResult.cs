namespace ZeroTrust.Security.Audit.Journal;

/// <summary>What retention did.</summary>
/// <param name="Failure">Why it did not go on.</param>
/// <param name="Segments">How many segments are gone.</param>
/// <param name="Unshipped">How many of their records not every sink had stored.</param>
/// <param name="Last">The last record that is gone; 0 where none is.</param>
internal readonly record struct RetentionResult(JournalFailure Failure, int Segments, long Unshipped, long Last);
