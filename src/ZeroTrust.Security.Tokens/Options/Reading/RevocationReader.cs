namespace ZeroTrust.Security.Tokens.Options;

/// <summary>Reads <c>Revocation</c>: how the store of revocations is followed.</summary>
internal static class RevocationReader
{
    public static void Read(SectionReader service, RevocationOptions revocation)
    {
        if (service.Group(nameof(ZeroTrustOptions.Revocation), "settings such as PollInterval") is not { } section)
        {
            return;
        }

        var settings = service.Within(section);
        revocation.PollInterval = settings.Duration(nameof(revocation.PollInterval)) ?? revocation.PollInterval;
        revocation.MaxStaleness = settings.Duration(nameof(revocation.MaxStaleness)) ?? revocation.MaxStaleness;
        revocation.WhenStale = settings.Name<RevocationOutage>(nameof(revocation.WhenStale)) ?? revocation.WhenStale;
        settings.RefuseTheRest();
    }
}
