namespace ZeroTrust.Security.Audit.Journal;

/// <summary>Why the journal could not take what it was given.</summary>
internal enum JournalFailure
{
    None = 0,

    /// <summary>There is no space left, or no more than what is kept for events that must not be lost.</summary>
    NoSpace,

    /// <summary>The file system takes no writes, or not from this user.</summary>
    ReadOnly,

    /// <summary>The device failed.</summary>
    Io,

    /// <summary>Another process writes this journal.</summary>
    Locked,

    /// <summary>What is there is not what was written.</summary>
    Damaged,
}
