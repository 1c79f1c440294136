namespace ZeroTrust.Security.Audit;

/// <summary>How far a verification is.</summary>
/// <param name="Bytes">How much was read.</param>
/// <param name="TotalBytes">How much there is.</param>
/// <param name="Records">How many records were found right.</param>
public readonly record struct JournalProgress(long Bytes, long TotalBytes, long Records);
