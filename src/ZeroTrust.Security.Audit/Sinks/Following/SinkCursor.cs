using System.Buffers;
using System.Text;
using System.Text.Json;
using ZeroTrust.Security.Audit.Journal;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>How far a sink has stored a journal.</summary>
/// <param name="Journal">Which.</param>
/// <param name="Seq">The last record it stored; 0 before the first.</param>
/// <param name="Hash">That record's hash, so that another history shows.</param>
internal sealed record SinkCursor(string Journal, long Seq, string Hash)
{
    public static SinkCursor None { get; } = new("", 0, JournalHead.None.Hash);

    /// <summary>Behind a record of a batch.</summary>
    public static SinkCursor Behind(AuditSinkBatch batch, int count)
    {
        JournalLine.TryRead(batch.Records[count - 1].Line.Span, out var line);
        var head = JournalHead.Of(line);
        return new(batch.Journal, head.Seq, head.Hash);
    }

    public byte[] Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("journal"u8, Journal);
            writer.WriteNumber("seq"u8, Seq);
            writer.WriteString("hash"u8, Hash);
            writer.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    /// <summary>Null where it is none.</summary>
    public static SinkCursor? Read(ReadOnlySpan<byte> text)
    {
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetString(text));
            var root = document.RootElement;
            var cursor = new SinkCursor(
                root.GetProperty("journal").GetString()!,
                root.GetProperty("seq").GetInt64(),
                root.GetProperty("hash").GetString()!);
            return cursor.Journal is not null && cursor.Hash?.Length == JournalFormat.HashChars && Ascii.IsValid(cursor.Hash) ? cursor : null;
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException or ArgumentException)
        {
            return null;
        }
    }
}
