namespace ZeroTrust.Security;

/// <summary>How the audit journal is written.</summary>
public sealed class AuditJournalOptions
{
    /// <summary>The journal's own directory. It is made when it is not there; the one above it must be. Nobody else may enter it.</summary>
    /// <value>A path, relative to the content root. Required: given to <c>AddAuditJournal</c>, or in configuration.</value>
    public string? Directory { get; set; }

    /// <summary>The key of the hashes that bind the records.</summary>
    /// <value>At least 32 bytes. Null by default: the hashes are plain, and whoever can write the files can make good ones.</value>
    public Secret? HashKey { get; set; }

    /// <summary>The key of the digests that <see cref="AuditValue.Digest"/> asks for.</summary>
    /// <value>At least 32 bytes. Null by default: a key made at each start, so that digests of different runs do not compare.</value>
    public Secret? DigestKey { get; set; }

    /// <summary>Which digest key it is; it stands in each digest. Give a new key a new name.</summary>
    /// <value>1 to 32 ASCII letters, digits, <c>-</c> and <c>_</c>; required beside <see cref="DigestKey"/>.</value>
    public string? DigestKeyId { get; set; }

    /// <summary>How long an event of the class Buffered or BestEffort may wait to be written: what a crash can lose of them, beside what waits for a disk that cannot be written.</summary>
    /// <value>1 millisecond to 10 seconds; the default is 50 milliseconds.</value>
    public TimeSpan FlushInterval { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long recording a Buffered event may hold up its caller when all places are taken.</summary>
    /// <value>0 to 1 second; the default is 50 milliseconds.</value>
    public TimeSpan FullWait { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// How long what is required waits for the disk: beyond it, it is refused, though it may be recorded all the same. A disk that hangs holds up
    /// nobody for longer, and those who come later not at all.
    /// </summary>
    /// <value>100 milliseconds to 1 minute; the default is 5 seconds.</value>
    public TimeSpan RequiredWait { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many events wait to be written at most. An eighth of the places is kept for what is required.</summary>
    /// <value>A power of two from 1,024 to 1,048,576; the default is 16,384. Each takes about 170 bytes.</value>
    public int Capacity { get; set; } = 16_384;

    /// <summary>Where a file of the journal ends. As much space is set aside for the one that is written and for the next.</summary>
    /// <value>1 MiB to 1 GiB; the default is 64 MiB.</value>
    public long SegmentBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>How long a file of the journal is written to.</summary>
    /// <value>1 minute to 31 days; the default is 1 day.</value>
    public TimeSpan SegmentAge { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Below how much free space on its disk the journal raises an alarm.</summary>
    /// <value>0 or more; the default is 1 GiB.</value>
    public long LowSpaceBytes { get; set; } = 1024L * 1024 * 1024;

    /// <summary>The key that signs heads and tombstones, ES256.</summary>
    /// <value>A P-256 key in PEM form, as <see cref="Audit.AuditSigningKey.FromPem"/> takes it. Null by default: the key ring of <c>AddServiceTokens</c> signs, and without one nothing is signed.</value>
    public Secret? CheckpointKey { get; set; }

    /// <summary>After how many records the head is signed.</summary>
    /// <value>1 to 10,000,000; the default is 10,000.</value>
    public long CheckpointEvents { get; set; } = 10_000;

    /// <summary>After how long the head is signed where something was written.</summary>
    /// <value>1 second to 1 day; the default is 1 minute.</value>
    public TimeSpan CheckpointInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How old closed files may become before they are deleted, once every sink has stored them.</summary>
    /// <value>1 hour or more. Null by default: for ever.</value>
    public TimeSpan? RetentionAge { get; set; }

    /// <summary>How large closed files may become together before the oldest are deleted, once every sink has stored them.</summary>
    /// <value><see cref="SegmentBytes"/> or more. Null by default: without bound.</value>
    public long? RetentionBytes { get; set; }

    /// <summary>How large closed files may become together before the oldest are deleted although a sink has not stored them. What is lost to it is counted and on record.</summary>
    /// <value><see cref="RetentionBytes"/> or more. Null by default: nothing is deleted that a sink has not stored.</value>
    public long? RetentionHardBytes { get; set; }

    /// <summary>What is promised of events by their type, where the event or its endpoint does not say.</summary>
    /// <value>Empty by default: decisions are Buffered, what <c>RecordAsync</c> records is Required.</value>
    public IDictionary<string, AuditClass> Classes { get; } = new Dictionary<string, AuditClass>(StringComparer.Ordinal);

    internal string? SectionPath { get; set; }

    internal List<SettingFault> Faults { get; } = [];
}
