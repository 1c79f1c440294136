namespace ZeroTrust.Security.Audit.Journal;

/// <summary>One way through a journal, from its first record to its last or to the first that is bad.</summary>
internal sealed class JournalWalk(IJournalFolder folder, JournalLayout layout, LineHasher? hasher, JournalVerification verification, CheckpointJudge checkpoints, CheckpointKeys? keys)
{
    private const long ProgressBytes = 16 * 1024 * 1024;

    private readonly Chain _chain = new(hasher);
    private readonly ClockWatch _clock = new();
    private JournalFinding? _finding;
    private JournalPlace? _headPlace;
    private string _journal = "";

    // The record before the first that is there, while nothing has said yet that it was retired.
    private JournalHead? _missing;
    private long _written;
    private long _first;
    private long _records;
    private long _bytes;
    private long _reported;
    private int _repairs;
    private bool _closed;
    private bool _torn;

    /// <param name="start">The record before the first, as it is known; none before a whole journal.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public JournalReport Run(JournalHead start, CancellationToken cancellationToken)
    {
        BeginAt(start);
        for (var i = 0; i < layout.Segments.Count && _finding is null && !_torn; i++)
        {
            Walk(i, cancellationToken);
        }

        _finding ??= _missing is { } missing ? Missing(missing) : checkpoints.Finish(_journal, _chain.Seq, DateTimeOffset.UnixEpoch.AddMicroseconds(_written));
        Report(force: true);
        return new()
        {
            Verdict = Verdict(),
            Finding = _finding,
            Journal = _journal,
            Records = _records,
            First = _first,
            Last = _chain.Seq,
            HeadHash = _records == 0 ? "" : _chain.Head.Hash,
            Segments = layout.Segments.Count,
            Checkpoints = checkpoints.Confirmed,
            Closed = _closed,
            Repairs = _repairs,
            SupersededBytes = layout.SupersededBytes,
            ClockSteps = _clock.Steps,
        };
    }

    // Where the beginning was retired the first record's word is taken for what was before, until a tombstone confirms it.
    private void BeginAt(JournalHead start)
    {
        if (start.Seq == 0 && layout.Segments is [{ Header.PreviousSegment: > 0 } first, ..] && new WholeRecords(folder, layout, hasher).From(0, 0).FirstOrDefault() is { Seq: > 1 } record
            && record.Seq == first.Header.PreviousSeq + 1)
        {
            start = _missing = new(record.Seq - 1, record.Previous);
        }

        _chain.Begin(start);
    }

    private JournalFinding Missing(JournalHead missing) => new(
        JournalFindingKind.Delete, 1, layout.Segments[0].Name, 1, 0, $"{layout.Segments[0].Name}: records 1 to {missing.Seq} are missing, and nothing signed says that they were retired.");

    private void LookForTombstone(ReadOnlySpan<byte> text)
    {
        if (_missing is { } missing
            && Tombstone.Read(text, _journal) is { } tombstone
            && (tombstone.Last > missing.Seq || (tombstone.Last == missing.Seq && tombstone.Hash == missing.Hash))
            && keys?.HaveSigned(tombstone.Jws, Tombstone.JwsType) != false)
        {
            _missing = null;
        }
    }

    private JournalVerdict Verdict() => this switch
    {
        { _finding: not null } => JournalVerdict.Damaged,
        _ when hasher is null => JournalVerdict.Unproven,
        { _torn: true } => JournalVerdict.TornTail,
        _ => JournalVerdict.Intact,
    };

    private void Walk(int segment, CancellationToken cancellationToken)
    {
        using var file = folder.Open(layout.Segments[segment].Name, writable: false);
        var reader = new SegmentReader(file, 0, layout.Segments[segment].End);
        while (_finding is null && !_torn && reader.TryRead(out var text))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (reader.Terminated && _chain.Follows(text))
            {
                Take(text, segment, reader);
            }
            else
            {
                Stop(text, segment, reader);
            }
        }

        _bytes += layout.Segments[segment].End;
    }

    private void Take(ReadOnlySpan<byte> text, int segment, SegmentReader reader)
    {
        JournalLine.TryRead(text, out var line);
        if (line.IsOwn("journal.segment"u8) || reader.Line == 1)
        {
            _finding = JudgeHeader(text, line, segment, reader);
            if (_finding is not null)
            {
                return;
            }
        }

        _clock.Look(line);
        if (line.IsOwn("journal.tombstone"u8))
        {
            LookForTombstone(text);
        }

        _written = line.Wall;
        _repairs += line.IsOwn("journal.repair"u8) ? 1 : 0;
        _closed = line.IsOwn("journal.close"u8);
        _headPlace = Place(segment, reader);
        _first = _records == 0 ? line.Seq : _first;
        _records++;
        _chain.Take(text);
        _finding = checkpoints.Look(_journal, line.Seq, line.Hash);
        Report(force: false, _bytes + reader.Next);
    }

    private JournalFinding? JudgeHeader(ReadOnlySpan<byte> text, in JournalLine line, int segment, SegmentReader reader)
    {
        var name = layout.Segments[segment].Name;
        var header = SegmentHeader.Read(text);
        JournalFinding Finding(JournalFindingKind kind, string what, long seq) => new(kind, seq, name, reader.Line, reader.Offset, $"{name}, line {reader.Line}: {what}.");
        if (header is null || reader.Line != 1)
        {
            return Finding(JournalFindingKind.Reorder, "a segment begins with a record of its own, and has it nowhere else", line.Seq);
        }

        if (header.Segment != layout.Segments[segment].Number)
        {
            return Finding(JournalFindingKind.Reorder, $"the file was written as {SegmentName.Of(header.Segment)}", line.Seq);
        }

        if (_journal.Length > 0 && header.Journal != _journal)
        {
            return Finding(JournalFindingKind.Fork, "the segment is of another journal", line.Seq);
        }

        if (header.Reason is SegmentHeader.Start or SegmentHeader.Repair)
        {
            _clock.Restart();
        }

        _journal = header.Journal;
        return null;
    }

    private void Stop(ReadOnlySpan<byte> text, int segment, SegmentReader reader)
    {
        var found = reader.Terminated && Chain.IsWhole(hasher, text, out var line) ? SeenRecord.Of(line) : null;
        var diagnosis = new Diagnosis(folder, layout, hasher);
        _finding = diagnosis.Judge(_chain, _headPlace, Place(segment, reader), found);
        _torn = _finding is null;
    }

    private static JournalPlace Place(int segment, SegmentReader reader) => new(segment, reader.Line, reader.Offset, reader.Next);

    private void Report(bool force, long bytes = 0)
    {
        if (verification.Progress is { } progress && (force || bytes - _reported >= ProgressBytes))
        {
            _reported = force ? _bytes : bytes;
            progress.Report(new(_reported, layout.TotalBytes, _records));
        }
    }
}
