namespace ZeroTrust.Security.Tokens.Caching;

/// <summary>Why a token was taken out of the cache.</summary>
internal enum CacheRemoval
{
    /// <summary>Its deadline came.</summary>
    Expired = 0,

    /// <summary>Others needed its room.</summary>
    Evicted = 1,

    /// <summary>Its settings, its key or its standing changed.</summary>
    Outdated = 2,
}
