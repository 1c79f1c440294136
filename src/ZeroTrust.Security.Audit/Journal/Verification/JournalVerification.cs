namespace ZeroTrust.Security.Audit;

/// <summary>What a <see cref="JournalVerifier"/> is given beside the directory.</summary>
public sealed record JournalVerification
{
    /// <summary>The key of the hashes, where the journal has one.</summary>
    /// <value>Null by default. With a key, a journal whose hashes are not keyed is <see cref="JournalVerdict.Damaged"/>.</value>
    public Secret? HashKey { get; init; }

    /// <summary>Hears how far it is, about once in 16 MiB.</summary>
    public IProgress<JournalProgress>? Progress { get; init; }
}
