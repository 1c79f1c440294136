namespace ZeroTrust.Security.Tokens.Options;

/// <summary>Reads <c>Cache</c>.</summary>
internal static class TokenCacheReader
{
    public static void Read(SectionReader service, TokenCacheOptions cache)
    {
        if (service.Ask(nameof(ZeroTrustOptions.Cache)) is not { } section)
        {
            return;
        }

        if (section.Value is { Length: > 0 })
        {
            service.Refuse(section.Path, "takes settings such as MaxEntries and has one value.");
        }

        var settings = service.Within(section);
        cache.MaxEntries = settings.Number(nameof(cache.MaxEntries)) ?? cache.MaxEntries;
        cache.MaxBytes = settings.Number(nameof(cache.MaxBytes)) ?? cache.MaxBytes;
        cache.TimeToLive = settings.Duration(nameof(cache.TimeToLive)) ?? cache.TimeToLive;
        settings.RefuseTheRest();
    }
}
