using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace ZeroTrust.Security.Audit.Journal;

/// <summary>What is left of records that were retired: up to which one, the hash of that, and who said so, signed.</summary>
/// <param name="Last">The last record that was retired.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Jws">The same, signed.</param>
internal sealed record Tombstone(long Last, string Hash, string Jws)
{
    public const string RecordType = "journal.tombstone";
    public const string JwsType = "audit-tombstone+jwt";

    public static byte[] Payload(string journal, JournalHead last, DateTimeOffset now, string reason)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("journal"u8, journal);
            writer.WriteNumber("last"u8, last.Seq);
            writer.WriteString("hash"u8, last.Hash);
            writer.WriteNumber("time_ms"u8, now.ToUnixTimeMilliseconds());
            writer.WriteString("reason"u8, reason);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The record.</summary>
    /// <param name="now">When.</param>
    /// <param name="reason">Why they went.</param>
    /// <param name="unshipped">How many of them not every sink had stored.</param>
    public byte[] Write(DateTimeOffset now, string reason, long unshipped) => OwnRecord.Write(RecordType, now, writer =>
    {
        writer.WriteNumber("last"u8, Last);
        writer.WriteString("last_hash"u8, Hash);
        writer.WriteString("reason"u8, reason);
        writer.WriteNumber("unshipped"u8, unshipped);
        writer.WriteString("jws"u8, Jws);
    });

    /// <summary>Reads it from a line, where it says the same as what was signed.</summary>
    public static Tombstone? Read(ReadOnlySpan<byte> text, string journal)
    {
        try
        {
            return ReadSigned(text, journal);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static Tombstone? ReadSigned(ReadOnlySpan<byte> text, string journal)
    {
        using var document = JsonDocument.Parse(text.ToArray());
        var root = document.RootElement;
        var jws = root.GetProperty("jws").GetString() ?? "";
        var parts = jws.Split('.');
        if (parts.Length != 3)
        {
            return null;
        }

        using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        var said = payload.RootElement;
        return said.GetProperty("journal").GetString() == journal
            ? new(said.GetProperty("last").GetInt64(), said.GetProperty("hash").GetString() ?? "", jws)
            : null;
    }
}
