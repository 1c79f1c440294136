namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>How an attempt to get keys ended, for the operator.</summary>
/// <param name="Load">What it brought.</param>
/// <param name="FailuresBefore">Failures in a row before it.</param>
/// <param name="NextTry">When the next one is due.</param>
/// <param name="Age">How old the keys in use are; with none ever had, how long they have been wanted.</param>
/// <param name="EverHad">Whether there were ever any.</param>
internal readonly record struct KeyFetchOutcome(KeyLoad Load, int FailuresBefore, TimeSpan NextTry, TimeSpan Age, bool EverHad);
