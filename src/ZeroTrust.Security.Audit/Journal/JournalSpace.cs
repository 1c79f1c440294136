namespace ZeroTrust.Security.Audit.Journal;

/// <summary>How it stands with space.</summary>
internal enum JournalSpace
{
    /// <summary>The next segment is set aside, and there is more.</summary>
    Ample = 0,

    /// <summary>The next segment is set aside, and less than the threshold is left.</summary>
    Low,

    /// <summary>Nothing more can be set aside: what there is, is kept for events that must not be lost.</summary>
    Reserve,
}
