namespace ZeroTrust.Security.Audit;

/// <summary>What a <see cref="JournalVerifier"/> is given beside the directory.</summary>
public sealed record JournalVerification
{
    /// <summary>The key of the hashes, where the journal has one.</summary>
    /// <value>Null by default. With a key, a journal whose hashes are not keyed is <see cref="JournalVerdict.Damaged"/>.</value>
    public Secret? HashKey { get; init; }

    /// <summary>Signed heads that were kept elsewhere, each a JWS in compact form.</summary>
    /// <value>None by default. Those beside the journal are read in any case, but whoever changes the journal can change them too.</value>
    public IReadOnlyList<string> Checkpoints { get; init; } = [];

    /// <summary>The public keys that heads and tombstones are signed with, as a key set (RFC 7517 §5).</summary>
    /// <value>Null by default: then each is taken for what it says, and no signature is checked.</value>
    public string? CheckpointKeys { get; init; }

    /// <summary>Hears how far it is, about once in 16 MiB.</summary>
    public IProgress<JournalProgress>? Progress { get; init; }
}
