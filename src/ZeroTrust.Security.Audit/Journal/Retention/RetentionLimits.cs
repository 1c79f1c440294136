namespace ZeroTrust.Security.Audit.Journal;

/// <summary>What a journal keeps. Null keeps without bound.</summary>
/// <param name="Age">How old a closed segment may become.</param>
/// <param name="Bytes">How large the closed segments may become together.</param>
/// <param name="HardBytes">The same, whatever was not shipped yet.</param>
internal sealed record RetentionLimits(TimeSpan? Age, long? Bytes, long? HardBytes)
{
    public bool Any => Age is not null || Bytes is not null || HardBytes is not null;
}
