using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace ZeroTrust.Security.Audit.Journal;

/// <summary>What a signed head says, as JSON.</summary>
internal static class CheckpointFormat
{
    public const string Type = "audit-checkpoint+jwt";

    public static byte[] Write(string journal, JournalHead head, DateTimeOffset time, JournalHead previous)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("journal"u8, journal);
            writer.WriteNumber("count"u8, head.Seq);
            writer.WriteString("hash"u8, head.Hash);
            writer.WriteNumber("time_ms"u8, time.ToUnixTimeMilliseconds());
            writer.WriteStartObject("previous"u8);
            writer.WriteNumber("count"u8, previous.Seq);
            writer.WriteString("hash"u8, previous.Hash);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads what a JWS says, whoever signed it; null where it is no signed head.</summary>
    public static JournalCheckpoint? Read(string jws)
    {
        var parts = jws.Split('.');
        try
        {
            using var document = parts.Length == 3 ? JsonDocument.Parse(Base64Url.DecodeFromUtf8(Encoding.ASCII.GetBytes(parts[1]))) : null;
            return document is null ? null : Read(document.RootElement, jws);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static JournalCheckpoint? Read(JsonElement root, string jws)
    {
        var previous = root.GetProperty("previous");
        return new(
            root.GetProperty("journal").GetString() ?? "",
            root.GetProperty("count").GetInt64(),
            root.GetProperty("hash").GetString() ?? "",
            DateTimeOffset.FromUnixTimeMilliseconds(root.GetProperty("time_ms").GetInt64()),
            previous.GetProperty("count").GetInt64(),
            previous.GetProperty("hash").GetString() ?? "",
            jws);
    }
}
