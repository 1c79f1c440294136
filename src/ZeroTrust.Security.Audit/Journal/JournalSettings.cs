namespace ZeroTrust.Security.Audit.Journal;

/// <summary>What a journal is told once.</summary>
internal sealed record JournalSettings
{
    /// <summary>Where a segment ends. As much is set aside for the one that is written and for the next.</summary>
    public long SegmentBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How long a segment is written to.</summary>
    public TimeSpan SegmentAge { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How much waits for a commit at most.</summary>
    public int MaxPendingBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Below how much free space the journal says so.</summary>
    public long LowSpaceBytes { get; init; } = 1024L * 1024 * 1024;

    /// <summary>The key of the hashes; without one anybody who can write the files can make good ones.</summary>
    public Secret? HashKey { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
