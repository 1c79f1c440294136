namespace ZeroTrust.Security.Secrets;

/// <summary>What became of a version that a store answered with.</summary>
internal enum Taking
{
    /// <summary>There was none before.</summary>
    First,

    /// <summary>It says the same as the one in force.</summary>
    Same,

    /// <summary>It is in force now.</summary>
    Rotated,

    /// <summary>It is older than one that was seen.</summary>
    RolledBack,

    /// <summary>It lacks a field that is in use.</summary>
    Lacking,

    /// <summary>It has come to its end already.</summary>
    Ended,
}
