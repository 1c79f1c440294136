using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ZeroTrust.Security.Audit.Journal;

/// <summary>
/// The journal's own records: what it says of its segments, repairs and deletions stands in the chain like every event. Their type comes
/// first, which no event of others may begin with.
/// </summary>
internal static class OwnRecord
{
    private static readonly JsonWriterOptions Ascii = new() { Encoder = JavaScriptEncoder.Default };

    public static ReadOnlySpan<byte> TypePart => "\"type\":\""u8;

    /// <summary>What an event of others must not begin with.</summary>
    public static ReadOnlySpan<byte> Reserved => "{\"type\":\"journal."u8;

    /// <summary>Writes a record with its type, an id of its own and the time.</summary>
    public static byte[] Write(string type, DateTimeOffset now, Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Ascii))
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, type);
            writer.WriteString("id"u8, Guid.CreateVersion7(now));
            writer.WriteString("time"u8, now.UtcDateTime);
            members(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
