using System.Text.Json;

namespace ZeroTrust.Security.Audit.Journal;

/// <summary>
/// The first record of a segment: which journal it is of, and after which record of which segment it goes on. What stands behind that
/// record there, and every segment between the two, was never acknowledged and counts no more.
/// </summary>
internal sealed record SegmentHeader
{
    public const string Type = "journal.segment";
    public const string Start = "start";
    public const string Size = "size";
    public const string Age = "age";
    public const string Suspect = "suspect";
    public const string Repair = "repair";

    /// <summary>Names the journal once and for all: 32 hexadecimal digits by chance.</summary>
    public required string Journal { get; init; }

    public required int Segment { get; init; }

    public required string Hashing { get; init; }

    /// <summary>Why it was begun.</summary>
    public required string Reason { get; init; }

    /// <summary>The segment before, 0 where this is the first.</summary>
    public int PreviousSegment { get; init; }

    /// <summary>The last record of it that counts.</summary>
    public long PreviousSeq { get; init; }

    /// <summary>Where that record ends there, in bytes.</summary>
    public long PreviousBytes { get; init; }

    /// <summary>Whether something may stand behind the end of the segment before: only after a failure or a crash.</summary>
    public bool MayLeaveOverhang => Reason is Suspect or Repair;

    public byte[] Write(DateTimeOffset now) => OwnRecord.Write(Type, now, writer =>
    {
        writer.WriteNumber("format"u8, JournalFormat.Version);
        writer.WriteString("journal"u8, Journal);
        writer.WriteNumber("segment"u8, Segment);
        writer.WriteString("hashing"u8, Hashing);
        writer.WriteString("reason"u8, Reason);
        if (PreviousSegment > 0)
        {
            writer.WriteStartObject("previous"u8);
            writer.WriteNumber("segment"u8, PreviousSegment);
            writer.WriteNumber("seq"u8, PreviousSeq);
            writer.WriteNumber("bytes"u8, PreviousBytes);
            writer.WriteEndObject();
        }
    });

    /// <summary>Reads it from a segment's first line.</summary>
    public static SegmentHeader? Read(ReadOnlySpan<byte> text)
    {
        if (!JournalLine.TryRead(text, out var line) || !line.IsOwn("journal.segment"u8))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text.ToArray());
            return Read(document.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static SegmentHeader? Read(JsonElement root)
    {
        if (root.GetProperty("format").GetInt32() != JournalFormat.Version)
        {
            return null;
        }

        var previous = root.TryGetProperty("previous", out var found) ? found : default(JsonElement?);
        return new()
        {
            Journal = root.GetProperty("journal").GetString() ?? "",
            Segment = root.GetProperty("segment").GetInt32(),
            Hashing = root.GetProperty("hashing").GetString() ?? "",
            Reason = root.GetProperty("reason").GetString() ?? "",
            PreviousSegment = previous?.GetProperty("segment").GetInt32() ?? 0,
            PreviousSeq = previous?.GetProperty("seq").GetInt64() ?? 0,
            PreviousBytes = previous?.GetProperty("bytes").GetInt64() ?? 0,
        };
    }
}
