using System.Buffers.Text;

namespace ZeroTrust.Security.Audit.Journal;

/// <summary>
/// The events that are not on disk yet, laid as the lines that the next commit writes behind the last record, and kept until they are. For one
/// thread.
/// </summary>
/// <param name="binder">Binds them to each other.</param>
internal sealed class PendingLines(LineBinder binder)
{
    /// <summary>How many blocks are kept to be used again, 8 MiB: what a journal at full load has at a time. What a burst or a failure took beyond is given back.</summary>
    public const int MostFree = 64;

    private readonly Stack<LineBlock> _free = new();
    private readonly byte[] _time = new byte[64];
    private readonly byte[] _opening = new byte[64];
    private List<LineBlock> _blocks = [];
    private LineBlock? _open;
    private int _timeLength;
    private long _mono;
    private long _seq;
    private long _flushed;

    /// <summary>How many events there are.</summary>
    public int Count { get; private set; }

    /// <summary>How long they are together.</summary>
    public int Bytes { get; private set; }

    /// <summary>The blocks to write, one after the other.</summary>
    public IReadOnlyList<LineBlock> Blocks => _blocks;

    /// <summary>The number of the last line.</summary>
    public long LastSeq => _seq;

    /// <summary>Begins behind a record. All that waited is gone.</summary>
    public void Begin(JournalHead head)
    {
        Follow(head);
        Recycle(_blocks);
    }

    /// <summary>Sets the times that the lines from here on bear: one reading of the clocks serves all that are laid together.</summary>
    /// <param name="wall">The wall clock, in microseconds since 1970.</param>
    /// <param name="mono">The clock that nobody sets, in microseconds since the writer began.</param>
    public void SetTimes(long wall, long mono)
    {
        _timeLength = Write(_time, JournalFormat.WallPart, wall);
        _mono = mono;
    }

    /// <summary>Takes an event.</summary>
    /// <param name="json">One JSON object with at least one member.</param>
    /// <param name="kind">Whether somebody waits for it.</param>
    public void Add(ReadOnlySpan<byte> json, LineKind kind) => AddMembers(json[1..^1], kind);

    /// <summary>Lays all anew, behind a record.</summary>
    /// <param name="head">The record.</param>
    /// <param name="header">What stands before them; empty for nothing.</param>
    /// <param name="withdraw">Whether those that somebody waits for are left out.</param>
    public void Restart(JournalHead head, ReadOnlySpan<byte> header, bool withdraw)
    {
        Follow(head);
        var former = _blocks;
        _blocks = [];
        if (!header.IsEmpty)
        {
            Lay(header[1..^1], LineKind.Header);
        }

        foreach (var block in former)
        {
            for (var i = 0; i < block.Count; i++)
            {
                var members = block.Read(i, out var kind);
                if (kind == LineKind.Kept || (kind == LineKind.Required && !withdraw))
                {
                    AddMembers(members, kind);
                }
            }
        }

        Recycle(former);
    }

    /// <summary>No line is added to the last block any more.</summary>
    public void Seal()
    {
        if (_open is not null)
        {
            binder.Add(_open);
            _open = null;
        }
    }

    private void Follow(JournalHead head)
    {
        binder.Begin(head);
        (_seq, _flushed, _open) = (head.Seq, head.Seq, null);
        (Count, Bytes) = (0, 0);
    }

    private void Recycle(List<LineBlock> blocks)
    {
        foreach (var block in blocks)
        {
            if (_free.Count < MostFree)
            {
                block.Clear();
                _free.Push(block);
            }
        }

        blocks.Clear();
    }

    private void AddMembers(ReadOnlySpan<byte> members, LineKind kind)
    {
        Lay(members, kind);
        Count++;
        Bytes += members.Length + 2;
    }

    private void Lay(ReadOnlySpan<byte> members, LineKind kind)
    {
        ReadOnlySpan<byte> time = _time.AsSpan(0, _timeLength);
        var opening = _flushed < 0 ? default : Opening();
        _flushed = -1;
        _seq++;
        while (_open is null || !_open.TryLay(_seq, time, opening, members, kind))
        {
            if (_open is not null)
            {
                Seal();
                binder.BindAhead();
            }

            _open = _free.TryPop(out var free) ? free : new();
            _blocks.Add(_open);
        }
    }

    // The first line of a commit says what was on disk before it, and the time by a clock that nobody sets.
    private ReadOnlySpan<byte> Opening()
    {
        var written = Write(_opening, JournalFormat.MonoPart, _mono);
        return _opening.AsSpan(0, written + Write(_opening.AsSpan(written), JournalFormat.FlushedPart, _flushed));
    }

    private static int Write(Span<byte> member, ReadOnlySpan<byte> name, long number)
    {
        name.CopyTo(member);
        Utf8Formatter.TryFormat(number, member[name.Length..], out var digits);
        return name.Length + digits;
    }
}
