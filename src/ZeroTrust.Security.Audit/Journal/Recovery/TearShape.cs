namespace ZeroTrust.Security.Audit.Journal;

/// <summary>
/// Whether the end of a segment looks like what a crash leaves: sectors that never reached the disk read as zeros up to their end, or
/// the file ends too early. Whatever else is there is as it was written, and a record is never written over. A changed byte looks otherwise.
/// </summary>
internal static class TearShape
{
    private const int Sector = 512;

    /// <summary>Looks at everything from the end of the last whole record on.</summary>
    public static bool IsTorn(IJournalFile file, long from)
    {
        var length = file.GetLength();
        var reader = new SegmentReader(file, from, length);
        return reader.TryRead(out var first)
            && (first.Contains((byte)0) || (!reader.Terminated && !HoldsWholeRecord(first)))
            && AllAsWritten(file, from, length);
    }

    // A record that is whole up to its last brace lacks nothing but its end: more bytes behind it are not its own.
    private static bool HoldsWholeRecord(ReadOnlySpan<byte> text)
    {
        for (var end = text.IndexOf(JournalFormat.EndPart); end >= 0;)
        {
            end += JournalFormat.EndPart.Length;
            if (end < text.Length && JournalLine.TryRead(text[..end], out _))
            {
                return true;
            }

            var next = text[end..].IndexOf(JournalFormat.EndPart);
            end = next < 0 ? -1 : end + next;
        }

        return false;
    }

    private static bool AllAsWritten(IJournalFile file, long from, long length)
    {
        var buffer = new byte[64 * 1024];
        var inHole = false;
        for (var offset = from; offset < length;)
        {
            var read = file.Read(buffer, offset);
            for (var i = 0; i < read; i++)
            {
                var value = buffer[i];
                if (value == 0 || (value is (>= 0x20 and < 0x7F) or (byte)'\n' && (!inHole || (offset + i) % Sector == 0)))
                {
                    inHole = value == 0;
                    continue;
                }

                return false;
            }

            offset += read;
            if (read == 0)
            {
                break;
            }
        }

        return true;
    }
}
