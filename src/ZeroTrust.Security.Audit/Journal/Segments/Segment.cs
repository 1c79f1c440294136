namespace ZeroTrust.Security.Audit.Journal;

/// <summary>The segment that is written to.</summary>
/// <param name="number">Its number.</param>
/// <param name="file">Its file.</param>
/// <param name="begun">The monotonic time it was begun at.</param>
internal sealed class Segment(int number, IJournalFile file, long begun) : IDisposable
{
    public int Number => number;

    public long Begun => begun;

    /// <summary>Where what was acknowledged ends; 0 while nothing was.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>Where what was written ends.</summary>
    public long Written { get; private set; }

    public void Write(ReadOnlySpan<byte> lines)
    {
        file.Write(lines, Written);
        Written += lines.Length;
    }

    public void Flush() => file.Flush();

    public void Acknowledge() => Acknowledged = Written;

    /// <summary>
    /// Ends the file behind what was acknowledged, which also gives back the space beyond. Nothing hangs on whether it can be done: the
    /// next segment says where this one ends.
    /// </summary>
    public void End()
    {
        try
        {
            file.Cut(Acknowledged);
        }
        catch (JournalFileException)
        {
            // It stays as it is.
        }

        file.Dispose();
    }

    public void Dispose() => file.Dispose();
}
