using ZeroTrust.Security.Audit.Journal;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>The lines of a journal that is being written, across its segments, and none that is not acknowledged. For one thread at a time.</summary>
/// <param name="folder">The journal's files.</param>
internal sealed class FeedLines(IJournalFolder folder) : IDisposable
{
    private FeedLayout? _layout;
    private IJournalFile? _file;
    private SegmentReader? _reader;
    private long _readable;
    private int _segment;

    /// <summary>Begins at the segment that holds a record.</summary>
    /// <returns>That segment's header.</returns>
    public SegmentHeader Enter(long seq, FeedEnd end)
    {
        _layout = FeedLayout.Read(folder, end);
        var segment = _layout.Holding(seq);
        Open(segment.Number);
        return segment.Header!;
    }

    /// <summary>The next line. It is good until the next call.</summary>
    public bool TryRead(FeedEnd end, out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            Extend(end);
            if (_reader!.TryRead(out line))
            {
                return true;
            }

            if (_segment >= end.Segment)
            {
                return false;
            }

            Open(_layout!.After(_segment).Number);
        }
    }

    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    // What was readable ends with a line's end, so a new reader goes on where the last one stopped.
    private void Extend(FeedEnd end)
    {
        var readable = ReadableOf(end);
        if (readable > _readable)
        {
            _reader = new(_file!, _reader?.Next ?? 0, readable);
            _readable = readable;
        }
    }

    private long ReadableOf(FeedEnd end)
    {
        if (_segment == end.Segment)
        {
            return end.Bytes;
        }

        if (_layout!.End.Segment <= _segment)
        {
            _layout = FeedLayout.Read(folder, end);
        }

        return _layout.EndOf(_segment);
    }

    private void Open(int segment)
    {
        _file?.Dispose();
        _file = folder.Open(SegmentName.Of(segment), writable: false);
        (_segment, _readable, _reader) = (segment, 0, new(_file, 0, 0));
    }
}
