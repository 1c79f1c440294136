namespace ZeroTrust.Security.Audit.Journal;

/// <summary>How often a journal's head is signed, by what, and where it goes.</summary>
/// <param name="Signer">Signs; its key is no key of the journal's.</param>
internal sealed record CheckpointSettings(IJwsSigner Signer)
{
    public long EveryRecords { get; init; } = 10_000;

    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Takes it off this machine. What it throws leaves the head to be signed again.</summary>
    public Func<JournalCheckpoint, CancellationToken, ValueTask>? Export { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
