namespace ZeroTrust.Security.Tokens.Caching;

/// <summary>What a remembered token says when it is presented again.</summary>
internal enum CacheAnswer
{
    /// <summary>It will not pass again as it is: take it out, and judge anew.</summary>
    Outdated = 0,

    /// <summary>Its verdict stands.</summary>
    Stands = 1,

    /// <summary>It cannot be told now: leave it in, and judge anew.</summary>
    Unknown = 2,
}
