using System.Buffers.Text;

namespace ZeroTrust.Security.Audit.Journal;

/// <summary>
/// Lines one behind the other, handed to the system at once. A line is laid first, with room for two hashes, and bound to the one before it
/// later. For one thread at a time.
/// </summary>
internal sealed class LineBlock
{
    // A file system takes the same in less time in larger pieces; but nothing is bound ahead before the first is full.
    private const int BlockBytes = 128 * 1024;

    private readonly byte[] _bytes = new byte[BlockBytes];
    private Laid[] _lines = new Laid[128];
    private int _used;
    private bool _isBound;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _used);

    public int Count { get; private set; }

    /// <summary>Whether all lines have their hashes, as whoever saw to it says.</summary>
    public bool IsBound
    {
        get => Volatile.Read(ref _isBound);
        set => Volatile.Write(ref _isBound, value);
    }

    /// <summary>Lays a line, if there is room.</summary>
    /// <param name="seq">The record's number.</param>
    /// <param name="time">When it is written, as a member.</param>
    /// <param name="opening">The members that only the first line of a commit has.</param>
    /// <param name="members">The event's members, without its braces; at least one.</param>
    /// <param name="kind">What it is there for.</param>
    public bool TryLay(long seq, ReadOnlySpan<byte> time, ReadOnlySpan<byte> opening, ReadOnlySpan<byte> members, LineKind kind)
    {
        var line = _bytes.AsSpan(_used);
        if (line.Length <= members.Length + JournalFormat.EnvelopeBytes)
        {
            return false;
        }

        var written = 0;
        Append(line, ref written, JournalFormat.SeqPart);
        Append(line, ref written, seq);
        Append(line, ref written, JournalFormat.PrevPart);
        var previous = written;
        written += JournalFormat.HashChars;
        Append(line, ref written, time);
        Append(line, ref written, opening);
        line[written++] = (byte)',';
        var content = written;
        Append(line, ref written, members);
        var end = written;
        Append(line, ref written, JournalFormat.HashPart);
        written += JournalFormat.HashChars;
        Append(line, ref written, JournalFormat.EndPart);
        line[written++] = (byte)'\n';
        ref var laid = ref AddLaid();
        laid.Start = _used;
        laid.Previous = _used + previous;
        laid.Content = _used + content;
        laid.End = _used + end;
        laid.Kind = kind;
        _used += written;
        return true;
    }

    /// <summary>The members of a line's event, and what it is there for.</summary>
    public ReadOnlySpan<byte> Read(int index, out LineKind kind)
    {
        ref readonly var line = ref _lines[index];
        kind = line.Kind;
        return _bytes.AsSpan(line.Content, line.End - line.Content);
    }

    /// <summary>Gives each line the hash of the one before and its own. After a failure it may be called again.</summary>
    /// <param name="hasher">What binds them.</param>
    /// <param name="hash">The hash of the record before the first as digits, and then of the last.</param>
    public void Bind(LineHasher hasher, Span<byte> hash)
    {
        // Not written to at each line: what stands beside it in memory may be another thread's, which would wait for it.
        Span<byte> last = stackalloc byte[JournalFormat.HashChars];
        hash.CopyTo(last);
        for (var i = 0; i < Count; i++)
        {
            ref readonly var line = ref _lines[i];
            last.CopyTo(_bytes.AsSpan(line.Previous));
            hasher.Hash(_bytes.AsSpan(line.Start, line.End - line.Start), last);
            last.CopyTo(_bytes.AsSpan(line.End + JournalFormat.HashPart.Length));
        }

        last.CopyTo(hash);
    }

    /// <summary>Forgets all lines.</summary>
    public void Clear()
    {
        (Count, _used, IsBound) = (0, 0, false);
    }

    // Filled in place: put together elsewhere and copied it takes several times as long.
    private ref Laid AddLaid()
    {
        if (Count == _lines.Length)
        {
            Array.Resize(ref _lines, Count * 2);
        }

        return ref _lines[Count++];
    }

    private static void Append(Span<byte> line, ref int written, ReadOnlySpan<byte> part)
    {
        part.CopyTo(line[written..]);
        written += part.Length;
    }

    private static void Append(Span<byte> line, ref int written, long number)
    {
        Utf8Formatter.TryFormat(number, line[written..], out var digits);
        written += digits;
    }

    /// <summary>Where a line's parts are: its beginning, the hash of the one before, the event's members, and where what is hashed ends.</summary>
    private struct Laid
    {
        public int Start;
        public int Previous;
        public int Content;
        public int End;
        public LineKind Kind;
    }
}
