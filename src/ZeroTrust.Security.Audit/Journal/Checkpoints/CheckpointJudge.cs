using System.Text;

namespace ZeroTrust.Security.Audit.Journal;

/// <summary>Holds a journal against the heads that were signed of it. For one walk.</summary>
internal sealed class CheckpointJudge
{
    private readonly List<JournalCheckpoint> _heads;
    private readonly JournalFinding? _falseHead;
    private int _next;

    /// <param name="jws">The signed heads, in any order.</param>
    /// <param name="keys">Who may have signed them; null takes each for what it says.</param>
    public CheckpointJudge(IEnumerable<string> jws, CheckpointKeys? keys)
    {
        var heads = new List<JournalCheckpoint>();
        foreach (var text in jws)
        {
            var head = CheckpointFormat.Read(text);
            if (head is not null && (keys is null || keys.HaveSigned(text, CheckpointFormat.Type)))
            {
                heads.Add(head);
            }
            else
            {
                _falseHead ??= Finding(JournalFindingKind.Checkpoint, head?.Record ?? 0, "a signed head is not one, or no known key signed it");
            }
        }

        _heads = [.. heads.OrderBy(static head => head.Record)];
    }

    /// <summary>How many heads were found right.</summary>
    public int Confirmed { get; private set; }

    /// <summary>The last head that was found right.</summary>
    private long Agreed { get; set; }

    /// <summary>Compares a record that was just read.</summary>
    public JournalFinding? Look(string journal, long record, ReadOnlySpan<byte> hash)
    {
        while (_next < _heads.Count && _heads[_next].Record <= record)
        {
            var head = _heads[_next++];
            if (head.Journal != journal)
            {
                return Finding(JournalFindingKind.Fork, record, $"the head signed at {head.Time:O} is of another journal, {head.Journal}");
            }

            if (head.Record < record)
            {
                // Records before the first were retired, and with them what this head was of.
                continue;
            }

            if (Encoding.ASCII.GetString(hash) != head.Hash)
            {
                return Finding(JournalFindingKind.Fork, record, $"record {record} is not the one that was signed at {head.Time:O}; the first that differs is between {Agreed + 1} and {record}");
            }

            Agreed = record;
            Confirmed++;
        }

        return null;
    }

    /// <summary>Judges what was not reached.</summary>
    /// <param name="journal">The journal's name.</param>
    /// <param name="last">Its last record.</param>
    /// <param name="written">When that was written.</param>
    public JournalFinding? Finish(string journal, long last, DateTimeOffset written)
    {
        if (_next < _heads.Count)
        {
            var head = _heads[^1];
            return head.Journal != journal && last > 0
                ? Finding(JournalFindingKind.Fork, last, $"the head signed at {head.Time:O} is of another journal, {head.Journal}")
                : written > head.Time
                    ? Finding(JournalFindingKind.Rollback, last + 1, $"record {head.Record} was signed at {head.Time:O}; an older state was put back and written on")
                    : Finding(JournalFindingKind.Truncation, last + 1, $"records {last + 1} to {head.Record} are missing, which were signed at {head.Time:O}");
        }

        return Disagreeing() ?? _falseHead;
    }

    // Two heads that cannot both be of one journal, whichever of them is of this one.
    private JournalFinding? Disagreeing()
    {
        var known = _heads.ToLookup(static head => (head.Journal, head.Record), static head => head.Hash);
        return _heads
            .Where(head => known[(head.Journal, head.Record)].Any(hash => hash != head.Hash)
                || known[(head.Journal, head.PreviousRecord)].Any(hash => hash != head.PreviousHash))
            .Select(static head => Finding(JournalFindingKind.Fork, head.Record, $"the head signed at {head.Time:O} does not go with another one"))
            .FirstOrDefault();
    }

    private static JournalFinding Finding(JournalFindingKind kind, long record, string what) =>
        new(kind, record, CheckpointFile.Name, 0, 0, $"Record {record}: {what}.");
}
