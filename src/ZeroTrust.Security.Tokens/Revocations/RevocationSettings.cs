namespace ZeroTrust.Security.Tokens.Revocations;

/// <summary>How a store of revocations is followed, in the form the follower reads. Immutable.</summary>
/// <param name="PollInterval">How often the store is read.</param>
/// <param name="MaxStaleness">How old the last reading may be.</param>
/// <param name="KeepServing">Whether tokens are still taken beyond that.</param>
internal sealed record RevocationSettings(TimeSpan PollInterval, TimeSpan MaxStaleness, bool KeepServing)
{
    public static RevocationSettings Default { get; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), KeepServing: false);
}
