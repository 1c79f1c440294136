using ZeroTrust.Security.Audit.Journal;
using ZeroTrust.Security.Audit.Sinks;

namespace ZeroTrust.Security.Audit.Trail;

/// <summary>
/// Signs the journal's head when it is due and keeps it beside the journal. It is a record of the journal too, so that it leaves the machine with
/// every sink, in order and at least once. For one thread at a time.
/// </summary>
internal sealed class HeadSigning
{
    public const string RecordType = "journal.checkpoint";

    private readonly JournalFeed _feed;
    private readonly Func<byte[], Task<bool>> _commit;
    private readonly TimeProvider _clock;
    private readonly CheckpointWriter _writer;
    private long _signed;

    /// <param name="feed">How far the journal is.</param>
    /// <param name="journal">Its name.</param>
    /// <param name="settings">How often, and by what.</param>
    /// <param name="commit">Writes a record of the journal's own.</param>
    public HeadSigning(JournalFeed feed, string journal, CheckpointSettings settings, Func<byte[], Task<bool>> commit)
    {
        (_feed, _commit, _clock) = (feed, commit, settings.Clock);
        _writer = new(feed.Folder, journal, settings with { Export = (head, _) => RecordAsync(head, _commit) });
    }

    /// <summary>Signs where enough was written, or enough time has gone; the record of the last head alone is nothing to sign.</summary>
    public async ValueTask SignIfDueAsync(CancellationToken cancellationToken)
    {
        var head = _feed.Head;
        if (head.Seq > _signed + 1 && _writer.IsDue(head))
        {
            await SignAsync(head, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Signs a head now.</summary>
    public async ValueTask SignAsync(JournalHead head, CancellationToken cancellationToken)
    {
        await _writer.SignAsync(head, cancellationToken).ConfigureAwait(false);
        _signed = head.Seq;
    }

    /// <summary>Forgets the heads of records that were deleted. Any thread may call it.</summary>
    public void Forget(long retired) => _writer.Forget(retired);

    private async ValueTask RecordAsync(JournalCheckpoint head, Func<byte[], Task<bool>> commit)
    {
        var record = OwnRecord.Write(RecordType, _clock.GetUtcNow(), writer =>
        {
            writer.WriteNumber("record"u8, head.Record);
            writer.WriteString("record_hash"u8, head.Hash);
            writer.WriteString("jws"u8, head.Jws);
        });
        if (!await commit(record).ConfigureAwait(false))
        {
            throw new JournalFileException(JournalFailure.Io, "The signed head could not be written into the journal.");
        }
    }
}
