namespace ZeroTrust.Security.Audit.Journal;

/// <summary>What a line that waits for a commit is there for.</summary>
internal enum LineKind
{
    /// <summary>It begins a segment, and is made anew with it.</summary>
    Header,

    /// <summary>Somebody waits for it: a commit that fails gives it up.</summary>
    Required,

    /// <summary>Nobody does: after a commit that fails it waits for the next.</summary>
    Kept,
}
