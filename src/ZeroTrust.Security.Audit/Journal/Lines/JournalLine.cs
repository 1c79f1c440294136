using System.Buffers.Text;

namespace ZeroTrust.Security.Audit.Journal;

/// <summary>
/// One line, taken apart by place and not by name: the envelope's members stand first and last, so nothing inside the event can pass for
/// them.
/// </summary>
internal readonly ref struct JournalLine
{
    private JournalLine(long seq, ReadOnlySpan<byte> previous, long wall, long mono, long flushed, ReadOnlySpan<byte> content, ReadOnlySpan<byte> hashed, ReadOnlySpan<byte> hash)
    {
        Seq = seq;
        Previous = previous;
        Wall = wall;
        Mono = mono;
        Flushed = flushed;
        Event = content;
        Hashed = hashed;
        Hash = hash;
    }

    /// <summary>The number of the record, from 1, without gaps.</summary>
    public long Seq { get; }

    /// <summary>The hash of the record before.</summary>
    public ReadOnlySpan<byte> Previous { get; }

    /// <summary>When it was written by the wall clock, in microseconds since 1970.</summary>
    public long Wall { get; }

    /// <summary>When it was written by a clock that nobody sets, in microseconds since this writer began; -1 where the line does not say.</summary>
    public long Mono { get; }

    /// <summary>The last record known to outlast a power cut when this one was written; -1 where the line does not say.</summary>
    public long Flushed { get; }

    /// <summary>The event's members, without its braces.</summary>
    public ReadOnlySpan<byte> Event { get; }

    /// <summary>What the hash is of.</summary>
    public ReadOnlySpan<byte> Hashed { get; }

    public ReadOnlySpan<byte> Hash { get; }

    /// <summary>Whether the line is the journal's own, of that type.</summary>
    public bool IsOwn(ReadOnlySpan<byte> type) => Event.StartsWith(OwnRecord.TypePart) && Event[OwnRecord.TypePart.Length..].StartsWith(type)
        && Event.Length > OwnRecord.TypePart.Length + type.Length && Event[OwnRecord.TypePart.Length + type.Length] == '"';

    /// <summary>Takes a line apart, without its end. It says nothing of whether the hash is right.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out JournalLine line)
    {
        line = default;
        var tail = JournalFormat.HashPart.Length + JournalFormat.HashChars + JournalFormat.EndPart.Length;
        if (text.Length < tail || !text.EndsWith(JournalFormat.EndPart) || !text[^tail..].StartsWith(JournalFormat.HashPart))
        {
            return false;
        }

        var hashed = text[..^tail];
        var hash = text.Slice(hashed.Length + JournalFormat.HashPart.Length, JournalFormat.HashChars);
        var rest = hashed;
        var (mono, flushed) = (-1L, -1L);
        if (!TakeNumber(ref rest, JournalFormat.SeqPart, out var seq) || !Take(ref rest, JournalFormat.PrevPart) || rest.Length < JournalFormat.HashChars)
        {
            return false;
        }

        var previous = rest[..JournalFormat.HashChars];
        rest = rest[JournalFormat.HashChars..];
        if (!TakeNumber(ref rest, JournalFormat.WallPart, out var wall)
            || (rest.StartsWith(JournalFormat.MonoPart) && !TakeNumber(ref rest, JournalFormat.MonoPart, out mono))
            || (rest.StartsWith(JournalFormat.FlushedPart) && !TakeNumber(ref rest, JournalFormat.FlushedPart, out flushed))
            || !Take(ref rest, ","u8))
        {
            return false;
        }

        line = new(seq, previous, wall, mono, flushed, rest, hashed, hash);
        return true;
    }

    private static bool Take(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> part)
    {
        if (!rest.StartsWith(part))
        {
            return false;
        }

        rest = rest[part.Length..];
        return true;
    }

    private static bool TakeNumber(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> part, out long number)
    {
        number = 0;
        if (!Take(ref rest, part) || !Utf8Parser.TryParse(rest, out number, out var read) || number < 0)
        {
            return false;
        }

        rest = rest[read..];
        return true;
    }
}
