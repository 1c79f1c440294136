namespace ZeroTrust.Security.Tokens.Options;

/// <summary>Checks how the store of revocations is followed.</summary>
internal static class RevocationRules
{
    public static void Check(RevocationOptions revocation, SettingFaults faults)
    {
        faults.AddUnlessIn(nameof(revocation.PollInterval), revocation.PollInterval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        faults.AddUnlessIn(nameof(revocation.MaxStaleness), revocation.MaxStaleness, TimeSpan.FromSeconds(5), TimeSpan.FromDays(1));
        faults.AddUnlessDefined<RevocationOutage>(nameof(revocation.WhenStale), revocation.WhenStale);
        if (revocation.MaxStaleness <= revocation.PollInterval)
        {
            faults.Add(nameof(revocation.MaxStaleness), $"is {revocation.MaxStaleness:c}; use more than PollInterval, which is {revocation.PollInterval:c}.");
        }
    }
}
