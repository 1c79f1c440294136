using ZeroTrust.Security.Audit.Journal;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>
/// Reads a journal while it is written: each acknowledged record once, in order, each bound to the one before. A call that fails has read nothing.
/// For one thread at a time.
/// </summary>
/// <param name="feed">The journal.</param>
/// <param name="options">How much is read at once.</param>
/// <param name="place">The last record that was read before.</param>
internal sealed class FeedReader(JournalFeed feed, AuditSinkOptions options, SinkCursor place) : IDisposable
{
    private readonly FeedLines _lines = new(feed.Folder);
    private Chain _chain = new(null);
    private bool _entered;
    private bool _passing;
    private bool _anew;
    private long _missed;

    /// <summary>The last record that was read.</summary>
    public SinkCursor Place { get; private set; } = place;

    /// <exception cref="JournalFileException">It cannot be read now, or is not what was written.</exception>
    public FeedPart Read()
    {
        var end = feed.End;
        if (end.Seq == 0 || (_entered && Place.Seq == end.Seq))
        {
            return FeedPart.None;
        }

        try
        {
            Enter(end);
            return Take(end);
        }
        catch
        {
            _entered = false;
            throw;
        }
    }

    public void Dispose() => _lines.Dispose();

    private FeedPart Take(FeedEnd end)
    {
        var records = new List<AuditSinkRecord>();
        for (var bytes = 0; records.Count < options.MaxEvents && bytes < options.MaxBytes && _lines.TryRead(end, out var text);)
        {
            var whole = JournalLine.TryRead(text, out var line);
            if (whole && _passing && line.Seq <= Place.Seq)
            {
                PassBy(line, end);
                continue;
            }

            var follows = _chain.Follows(text);
            if (!follows && records.Count > 0)
            {
                // What is good goes first. What is not is met again.
                _entered = false;
                break;
            }

            if (!follows)
            {
                BeginAnew(end, known: whole && _passing && line.Seq == Place.Seq + 1);
                continue;
            }

            _passing = false;
            _chain.Take(text);
            records.Add(new(line.Seq, EventId.Of(text, line), text.ToArray()));
            bytes += text.Length;
        }

        Place = records.Count > 0 ? new(Place.Journal, _chain.Seq, _chain.Head.Hash) : Place;
        var batch = records.Count > 0 ? new AuditSinkBatch(Place.Journal, records) : null;
        return new(batch, More: Place.Seq < end.Seq) { Missed = _missed, BegunAnew = _anew };
    }

    private void Enter(FeedEnd end)
    {
        (_anew, _missed) = (false, 0);
        if (_entered)
        {
            return;
        }

        var header = _lines.Enter(Math.Max(1, Place.Seq), end);
        _chain = new(null);
        _passing = true;
        _entered = true;
        if (Place.Seq > 0 && (Place.Journal != header.Journal || Place.Seq > end.Seq))
        {
            BeginAnew(end, known: true);
            return;
        }

        if (header.PreviousSeq <= Place.Seq)
        {
            _chain.Begin(new(Place.Seq, Place.Hash));
        }
        else if (Place.Seq > 0)
        {
            _missed = header.PreviousSeq - Place.Seq;
        }

        Place = Place with { Journal = header.Journal };
    }

    // Only the record at the place itself tells whether this is the history that was stored: a bad record behind it is a bad record.
    private void PassBy(in JournalLine line, FeedEnd end)
    {
        if (line.Seq < Place.Seq)
        {
            return;
        }

        if (JournalHead.Of(line).Hash == Place.Hash)
        {
            _passing = false;
        }
        else
        {
            BeginAnew(end, known: true);
        }
    }

    // A place that is none of this journal's: another one was put back, or an older state of it. Whoever stores by id takes it all again without harm.
    private void BeginAnew(FeedEnd end, bool known)
    {
        if (!known || Place.Seq == 0)
        {
            throw new JournalFileException(JournalFailure.Damaged, $"The line behind record {_chain.Seq} is not the next record.");
        }

        _chain = new(null);
        _anew = true;
        Place = SinkCursor.None with { Journal = _lines.Enter(1, end).Journal };
    }
}
