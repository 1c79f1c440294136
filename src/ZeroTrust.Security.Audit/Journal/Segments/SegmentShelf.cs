namespace ZeroTrust.Security.Audit.Journal;

/// <summary>
/// Hands out the files of new segments. The next one's space is set aside while there is some, under another name: a disk that is filled
/// later, by whomever, leaves room for a whole segment, and nothing can take it between a delete and a write.
/// </summary>
internal sealed class SegmentShelf(IJournalFolder folder, JournalSettings settings)
{
    private IJournalFile? _spare;

    /// <summary>Whether another segment's space is there.</summary>
    public bool HasSpare => _spare is not null;

    public bool IsLow => folder.FreeBytes < settings.LowSpaceBytes;

    /// <summary>Makes a segment's file, of the spare where there is one.</summary>
    public IJournalFile Make(int number)
    {
        var name = SegmentName.Of(number);
        if (_spare is not { } spare)
        {
            return folder.Create(name, settings.SegmentBytes);
        }

        _spare = null;
        try
        {
            folder.Rename(JournalFormat.SpareName, name);
            return spare;
        }
        catch
        {
            spare.Dispose();
            throw;
        }
    }

    /// <summary>Sets the next segment's space aside, if it can be.</summary>
    public void Restock()
    {
        if (_spare is not null)
        {
            return;
        }

        try
        {
            folder.Delete(JournalFormat.SpareName);
            _spare = folder.Create(JournalFormat.SpareName, settings.SegmentBytes);
        }
        catch (JournalFileException)
        {
            // Whoever asks for HasSpare sees it, and it is tried again.
        }
    }

    /// <summary>Removes the files of segments that never held anything, if it can be: a segment behind them says that they do not count.</summary>
    public void Discard(int first, int last)
    {
        try
        {
            for (var segment = first; segment <= last; segment++)
            {
                folder.Delete(SegmentName.Of(segment));
            }
        }
        catch (JournalFileException)
        {
            // They stay.
        }
    }

    /// <summary>Ends a segment behind what counts of it, if it can be: the segment behind it says where that is.</summary>
    public void Cut(SegmentEnd end)
    {
        if (end.Segment == 0)
        {
            return;
        }

        try
        {
            using var file = folder.Open(SegmentName.Of(end.Segment), writable: true);
            file.Cut(end.Bytes);
        }
        catch (JournalFileException)
        {
            // It stays as it is.
        }
    }

    public void Close()
    {
        _spare?.Dispose();
        _spare = null;
    }
}
