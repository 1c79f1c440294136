namespace ZeroTrust.Security.Audit;

/// <summary>What a <see cref="JournalVerifier"/> found, in one word.</summary>
public enum JournalVerdict
{
    /// <summary>Something was changed; <see cref="JournalReport.Finding"/> names the first bad record.</summary>
    Damaged = 0,

    /// <summary>Every record is there as it was written.</summary>
    Intact = 1,

    /// <summary>Every acknowledged record is there; behind them is what a crash or a writer at work leaves of one that was not acknowledged.</summary>
    TornTail = 2,

    /// <summary>The records follow each other, but the hashes are keyed and the key was not given, so nothing is proven of what they say.</summary>
    Unproven = 3,
}
