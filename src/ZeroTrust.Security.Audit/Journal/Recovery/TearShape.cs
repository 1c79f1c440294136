namespace ZeroTrust.Security.Audit.Journal;

/// <summary>
/// Whether the end of a segment looks like what a crash leaves: sectors that never reached the disk read as zeros up to their end, from
/// where they or a line begin, or the file ends too early. Whatever else is there is as it was written, and a record is never written over. A changed byte looks otherwise.
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

    // Lines are written whole, so a sector holds them up to the end of one, or nothing.
    private static bool AllAsWritten(IJournalFile file, long from, long length)
    {
        var buffer = new byte[64 * 1024];
        var last = (byte)'\n';
        for (var offset = from; offset < length;)
        {
            var read = file.Read(buffer, offset);
            for (var i = 0; i < read; i++)
            {
                var value = buffer[i];
                var atSector = (offset + i) % Sector == 0;
                if (value == 0 ? last is not (0 or (byte)'\n') && !atSector : value is not ((>= 0x20 and < 0x7F) or (byte)'\n') || (last == 0 && !atSector))
                {
                    return false;
                }

                last = value;
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
