namespace ZeroTrust.Security;

/// <summary>How the audit journal is written.</summary>
public sealed class AuditJournalOptions
{
    /// <summary>The journal's own directory. It is made when it is not there; the one above it must be. Nobody else may enter it.</summary>
    /// <value>Set by <c>AddAuditJournal</c>.</value>
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

    /// <summary>What is promised of events by their type, where the event or its endpoint does not say.</summary>
    /// <value>Empty by default: decisions are Buffered, what <c>RecordAsync</c> records is Required.</value>
    public IDictionary<string, AuditClass> Classes { get; } = new Dictionary<string, AuditClass>(StringComparer.Ordinal);
}
