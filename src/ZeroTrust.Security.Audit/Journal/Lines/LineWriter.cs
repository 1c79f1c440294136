using System.Buffers.Text;

namespace ZeroTrust.Security.Audit.Journal;

/// <summary>Writes lines one behind the other into a buffer, each bound to the one before by its hash. For one thread.</summary>
/// <param name="hasher">What binds them.</param>
/// <param name="bufferBytes">The size of the buffer: what is handed to the system at once.</param>
internal sealed class LineWriter(LineHasher hasher, int bufferBytes = LineWriter.DefaultBufferBytes)
{
    private const int DefaultBufferBytes = 64 * 1024;

    private readonly byte[] _buffer = new byte[bufferBytes];
    private readonly byte[] _previous = new byte[JournalFormat.HashChars];
    private readonly byte[] _times = new byte[128];
    private int _timesLength;
    private int _used;

    /// <summary>The lines that were written and not taken.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _used);

    /// <summary>The hash of the last line, as digits.</summary>
    public ReadOnlySpan<byte> Hash => _previous;

    /// <summary>Begins behind a record. What was written and not taken is gone.</summary>
    public void Begin(ReadOnlySpan<byte> previousHash)
    {
        previousHash.CopyTo(_previous);
        _used = 0;
    }

    /// <summary>Sets the times that the lines from here on bear: one reading of the clocks serves all that are written together.</summary>
    public void SetTimes(long wall, long mono)
    {
        var written = 0;
        Append(_times, ref written, JournalFormat.WallPart);
        Append(_times, ref written, wall);
        Append(_times, ref written, JournalFormat.MonoPart);
        Append(_times, ref written, mono);
        _timesLength = written;
    }

    public bool HasRoomFor(int eventBytes) => _buffer.Length - _used > eventBytes + JournalFormat.EnvelopeBytes;

    /// <summary>Forgets what <see cref="Written"/> holds, once it is in the file.</summary>
    public void Take() => _used = 0;

    /// <summary>Writes a line.</summary>
    /// <param name="seq">The record's number.</param>
    /// <param name="flushed">What is known to be on disk; negative to leave it out.</param>
    /// <param name="json">The event, one JSON object with at least one member.</param>
    public void Write(long seq, long flushed, ReadOnlySpan<byte> json)
    {
        var line = _buffer.AsSpan(_used);
        var written = 0;
        Append(line, ref written, JournalFormat.SeqPart);
        Append(line, ref written, seq);
        Append(line, ref written, JournalFormat.PrevPart);
        Append(line, ref written, _previous);
        Append(line, ref written, _times.AsSpan(0, _timesLength));
        if (flushed >= 0)
        {
            Append(line, ref written, JournalFormat.FlushedPart);
            Append(line, ref written, flushed);
        }

        line[written++] = (byte)',';
        Append(line, ref written, json[1..^1]);
        hasher.Hash(line[..written], _previous);
        Append(line, ref written, JournalFormat.HashPart);
        Append(line, ref written, _previous);
        Append(line, ref written, JournalFormat.EndPart);
        line[written++] = (byte)'\n';
        _used += written;
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
}
