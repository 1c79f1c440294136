namespace ZeroTrust.Security.Tokens.Options;

/// <summary>Reads <c>Cache</c>.</summary>
internal static class TokenCacheReader
{
    public static void Read(SectionReader service, TokenCacheOptions cache)
    {
        if (service.Group(nameof(ZeroTrustOptions.Cache), "settings such as MaxEntries") is not { } section)
        {
            return;
        }

        var settings = service.Within(section);
        cache.MaxEntries = settings.Number(nameof(cache.MaxEntries)) ?? cache.MaxEntries;
        cache.MaxBytes = settings.Number(nameof(cache.MaxBytes)) ?? cache.MaxBytes;
        cache.TimeToLive = settings.Duration(nameof(cache.TimeToLive)) ?? cache.TimeToLive;
        settings.RefuseTheRest();
    }
}
