namespace ZeroTrust.Security.Audit;

/// <summary>What was done to a journal.</summary>
public enum JournalFindingKind
{
    /// <summary>A record was changed.</summary>
    Edit = 0,

    /// <summary>Records are missing between others, or at the beginning.</summary>
    Delete = 1,

    /// <summary>There is a record that was not written there.</summary>
    Insert = 2,

    /// <summary>Records stand in another order or in another file.</summary>
    Reorder = 3,

    /// <summary>A record is there twice.</summary>
    Duplicate = 4,

    /// <summary>The end is missing.</summary>
    Truncation = 5,

    /// <summary>Another history is there than the one whose head was signed.</summary>
    Fork = 6,

    /// <summary>An older state was put back and written on.</summary>
    Rollback = 7,

    /// <summary>A signed head is not one: its signature is not by a known key, or it says what no journal says.</summary>
    Checkpoint = 8,
}
