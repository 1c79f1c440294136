namespace ZeroTrust.Security.Audit.Journal;

/// <summary>Reads a segment line by line, a megabyte at a time. For one thread.</summary>
/// <param name="file">The segment.</param>
/// <param name="from">Where to begin.</param>
/// <param name="limit">Where what counts ends.</param>
internal sealed class SegmentReader(IJournalFile file, long from, long limit)
{
    private const int BufferBytes = 1 << 20;

    private readonly byte[] _buffer = new byte[(int)Math.Clamp(limit - from, 512, BufferBytes)];
    private int _start;
    private int _end;
    private long _read = from;

    /// <summary>Where the last line began.</summary>
    public long Offset { get; private set; }

    /// <summary>Where the next line begins.</summary>
    public long Next => _read - (_end - _start);

    /// <summary>The number of the last line, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>Whether the last line had an end. A piece of something far longer than any line has none either.</summary>
    public bool Terminated { get; private set; }

    /// <summary>The next line, without its end. It is good until the next call.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        Offset = Next;
        Line++;
        var searched = 0;
        while (true)
        {
            var held = _buffer.AsSpan(_start, _end - _start);
            var end = held[searched..].IndexOf((byte)'\n');
            if (end >= 0)
            {
                line = held[..(searched + end)];
                _start += searched + end + 1;
                Terminated = true;
                return true;
            }

            searched = held.Length;
            if (!Fill())
            {
                line = _buffer.AsSpan(_start, _end - _start);
                _start = _end;
                Terminated = false;
                return line.Length > 0;
            }
        }
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        var room = (int)Math.Min(_buffer.Length - _end, limit - _read);
        var read = room > 0 ? file.Read(_buffer.AsSpan(_end, room), _read) : 0;
        _end += read;
        _read += read;
        return read > 0;
    }
}
