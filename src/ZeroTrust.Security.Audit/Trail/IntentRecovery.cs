using System.Text.Json;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Audit.Journal;
using ZeroTrust.Security.Audit.Sinks;

namespace ZeroTrust.Security.Audit.Trail;

/// <summary>
/// Finds acts that earlier runs began and whose outcome nobody recorded, and records of each, once, that it is unknown. How far that is done is a
/// record of the journal, written last: whatever ends it before, the next run finds the same acts without those already answered.
/// For one thread at a time.
/// </summary>
internal sealed class IntentRecovery(JournalFeed feed, Func<AuditEvent, ValueTask> record, Func<byte[], Task<bool>> commit, TimeProvider clock, ILogger logger)
{
    public const string RecordType = "journal.recovery";

    /// <summary>The reason of an outcome that is unknown.</summary>
    public const string Reason = "process_ended";

    private static readonly JsonEncodedText Through = JsonEncodedText.Encode("through");

    // What was there when the journal was opened: later acts are this run's own.
    private readonly FeedEnd _until = feed.End;
    private bool _done;

    /// <summary>How many acts are held in memory at once; where more are open, the journal is read again for the rest.</summary>
    public int MaxOpen { get; init; } = 16_384;

    /// <summary>Does it, unless it is done.</summary>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        if (_done || _until.Seq == 0)
        {
            return;
        }

        var unknown = 0L;
        for (var place = LastThrough(); place < _until.Seq;)
        {
            var acts = new OpenActs(MaxOpen);
            place = Read(place, acts);
            foreach (var act in acts.Left)
            {
                await record(act.ToUnknown(Reason)).ConfigureAwait(false);
                unknown++;
            }
        }

        if (!await commit(Mark(unknown)).ConfigureAwait(false))
        {
            throw new JournalFileException(JournalFailure.Io, "How far acts without an outcome were looked for could not be written into the journal.");
        }

        _done = true;
        if (unknown > 0)
        {
            AuditLog.ActsWithoutOutcome(logger, unknown);
        }
    }

    private byte[] Mark(long unknown) => OwnRecord.Write(RecordType, clock.GetUtcNow(), writer =>
    {
        writer.WriteNumber(Through, _until.Seq);
        writer.WriteNumber("unknown"u8, unknown);
    });

    // Outcomes count up to the end as it is now: some of them an attempt before this one may have written.
    private long Read(long after, OpenActs acts)
    {
        var end = feed.End;
        using var lines = new FeedLines(feed.Folder);
        lines.Enter(after + 1, end);
        while (lines.TryRead(end, out var text))
        {
            if (JournalLine.TryRead(text, out var line) && line.Seq > after)
            {
                acts.Look(text, line.Seq, mayBegin: line.Seq <= _until.Seq);
            }
        }

        return acts.FirstLeftOut is { } left ? left - 1 : _until.Seq;
    }

    // From the end back: as a rule it stands in the last files.
    private long LastThrough()
    {
        var layout = FeedLayout.Read(feed.Folder, _until);
        for (var i = layout.Segments.Count - 1; i >= 0; i--)
        {
            var number = layout.Segments[i].Number;
            using var file = feed.Folder.Open(SegmentName.Of(number), writable: false);
            var reader = new SegmentReader(file, 0, number == _until.Segment ? _until.Bytes : layout.EndOf(number));
            var through = -1L;
            while (reader.TryRead(out var text))
            {
                through = JournalLine.TryRead(text, out var line) && line.IsOwn("journal.recovery"u8) ? ThroughOf(text) : through;
            }

            if (through >= 0)
            {
                return through;
            }
        }

        return 0;
    }

    private static long ThroughOf(ReadOnlySpan<byte> text)
    {
        using var document = JsonDocument.Parse(text.ToArray());
        return document.RootElement.GetProperty(Through.EncodedUtf8Bytes).GetInt64();
    }
}
