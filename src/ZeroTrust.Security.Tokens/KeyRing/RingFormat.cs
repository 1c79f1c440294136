using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.KeyRing;

/// <summary>The record of a ring: JSON, read as strictly as a token.</summary>
internal static class RingFormat
{
    private const string Time = "O";

    public static KeyRingRecord Write(Ring ring)
    {
        var content = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(content);
        json.WriteStartObject();
        json.WriteStartArray("keys"u8);
        foreach (var key in ring.Keys)
        {
            WriteKey(json, key);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return new(ring.Version, content.WrittenMemory);
    }

    /// <exception cref="KeyRingStoreException">The record is no ring.</exception>
    public static Ring Read(KeyRingRecord record)
    {
        using var json = StrictJson.Read(record.Content.Span, stackalloc JsonNode[128]);
        var keys = json.IsObject ? json.Root.Find("keys"u8) : default;
        if (!json.IsObject || keys.Kind != JsonKind.Array)
        {
            throw Damaged();
        }

        var read = new List<StoredKey>();
        foreach (var key in keys.Elements)
        {
            read.Add(ReadKey(key));
        }

        return new(record.Version, read);
    }

    private static void WriteKey(Utf8JsonWriter json, StoredKey key)
    {
        json.WriteStartObject();
        json.WriteString("kid"u8, key.KeyId);
        json.WriteString("alg"u8, key.Algorithm.Name);
        json.WriteString("state"u8, key.State.ToString());
        json.WriteString("since"u8, key.Since.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture));
        json.WriteBoolean("development"u8, key.MadeInDevelopment);
        json.WriteString("key"u8, Base64Url.EncodeToString(key.ProtectedKey.Span));
        json.WriteEndObject();
    }

    private static StoredKey ReadKey(JsonValue key)
    {
        var development = key.Find("development"u8).Kind;
        return key.Kind == JsonKind.Object
            && key.Find("kid"u8) is { IsText: true, IsEmptyText: false } kid
            && RingAlgorithm.Find(key.Find("alg"u8)) is { } algorithm
            && Enum.TryParse<RingKeyState>(key.Find("state"u8).GetString(), out var state)
            && Enum.IsDefined(state)
            && DateTimeOffset.TryParseExact(key.Find("since"u8).GetString(), Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since)
            && development is JsonKind.True or JsonKind.False
            && JwkBytes.TryRead(key.Find("key"u8), out var protectedKey)
                ? new(kid.GetString(), algorithm, state, since, development == JsonKind.True, protectedKey)
                : throw Damaged();
    }

    private static KeyRingStoreException Damaged() => new("The key ring's record is damaged, or of a later release.");
}
