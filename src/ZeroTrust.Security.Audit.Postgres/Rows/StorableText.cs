using System.Text.Json;

namespace ZeroTrust.Security.Audit.Postgres.Rows;

/// <summary>
/// Text as PostgreSQL can hold it. U+0000 and halves of surrogate pairs it cannot: text with one of them stays as the escapes it has in the line.
/// For one thread: what is returned is good until the next call.
/// </summary>
internal sealed class StorableText
{
    private byte[] _bytes = new byte[4 * 1024];

    /// <summary>The text of a JSON string.</summary>
    /// <param name="literal">With its quotes.</param>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> literal)
    {
        var raw = literal[1..^1];
        if (!raw.Contains((byte)'\\'))
        {
            return raw;
        }

        var reader = new Utf8JsonReader(literal);
        reader.Read();
        return Decode(ref reader) is var length and >= 0 ? _bytes.AsSpan(0, length) : raw;
    }

    /// <summary>JSON with every text in it as <see cref="Of"/> has it; the same where there is nothing to change.</summary>
    public ReadOnlySpan<byte> OfJson(ReadOnlySpan<byte> json) => MayHoldMore(json) ? Rewrite(json) : json;

    private static bool MayHoldMore(ReadOnlySpan<byte> json) =>
        json.IndexOf("\\u0000"u8) >= 0 || json.IndexOf("\\ud"u8) >= 0 || json.IndexOf("\\uD"u8) >= 0;

    private ReadOnlySpan<byte> Rewrite(ReadOnlySpan<byte> json)
    {
        using var target = new MemoryStream(2 * json.Length);
        using (var writer = new Utf8JsonWriter(target))
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
            {
                WriteToken(ref reader, writer);
            }
        }

        return target.GetBuffer().AsSpan(0, (int)target.Length);
    }

    private void WriteToken(ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                writer.WritePropertyName(TextOf(ref reader));
                break;
            case JsonTokenType.String:
                writer.WriteStringValue(TextOf(ref reader));
                break;
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                break;
            case JsonTokenType.EndObject:
                writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                break;
            case JsonTokenType.EndArray:
                writer.WriteEndArray();
                break;
            default:
                writer.WriteRawValue(reader.ValueSpan);
                break;
        }
    }

    private ReadOnlySpan<byte> TextOf(ref Utf8JsonReader reader) => Decode(ref reader) is var length and >= 0 ? _bytes.AsSpan(0, length) : reader.ValueSpan;

    /// <summary>How long the text is, now in the buffer; -1 where it cannot be held.</summary>
    private int Decode(ref Utf8JsonReader reader)
    {
        if (_bytes.Length < reader.ValueSpan.Length)
        {
            _bytes = new byte[reader.ValueSpan.Length];
        }

        try
        {
            var length = reader.CopyString(_bytes);
            return _bytes.AsSpan(0, length).Contains((byte)0) ? -1 : length;
        }
        catch (InvalidOperationException)
        {
            // Half of a pair: it is no character, and has no UTF-8.
            return -1;
        }
    }
}
