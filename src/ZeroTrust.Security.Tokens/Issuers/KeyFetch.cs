namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>How a fetch that a request waited for ended.</summary>
internal enum KeyFetch
{
    /// <summary>The keys were fetched: look again, and a key still missing is unknown (401).</summary>
    Fetched,

    /// <summary>No fetch: the budget for unknown keys is used up, or the source cannot have others. A missing key is unknown (401).</summary>
    NotAllowed,

    /// <summary>The fetch failed, is in back-off, or took longer than a request waits (503).</summary>
    Unavailable,
}
