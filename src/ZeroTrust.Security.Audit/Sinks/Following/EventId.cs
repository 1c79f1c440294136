using System.Buffers.Text;
using System.Text.Json;
using ZeroTrust.Security.Audit.Journal;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>What names a record over every delivery.</summary>
internal static class EventId
{
    private const int GuidDigits = 32;

    public static Guid Of(ReadOnlySpan<byte> text, in JournalLine line) => TryReadId(text, out var id) ? id : OfHash(line.Hash);

    // The first member of that name at the top level: one inside the event's details names something else.
    private static bool TryReadId(ReadOnlySpan<byte> text, out Guid id)
    {
        id = Guid.Empty;
        var reader = new Utf8JsonReader(text);
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("id"u8))
                {
                    return reader.Read() && reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out id);
                }
            }
        }
        catch (JsonException)
        {
            // The journal took it, so it goes on; the hash names it as well.
        }

        return false;
    }

    private static Guid OfHash(ReadOnlySpan<byte> hash) => Utf8Parser.TryParse(hash[..GuidDigits], out Guid id, out _, 'N') ? id : Guid.Empty;
}
