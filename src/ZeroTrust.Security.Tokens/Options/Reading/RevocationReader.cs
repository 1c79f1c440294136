namespace ZeroTrust.Security.Tokens.Options;

/// <summary>Reads how the store of revocations is followed.</summary>
internal static class RevocationReader
{
    public static void Read(SectionReader settings, RevocationOptions revocation)
    {
        revocation.PollInterval = settings.Duration(nameof(revocation.PollInterval)) ?? revocation.PollInterval;
        revocation.MaxStaleness = settings.Duration(nameof(revocation.MaxStaleness)) ?? revocation.MaxStaleness;
        revocation.WhenStale = settings.Name<RevocationOutage>(nameof(revocation.WhenStale)) ?? revocation.WhenStale;
        settings.RefuseTheRest();
    }
}
