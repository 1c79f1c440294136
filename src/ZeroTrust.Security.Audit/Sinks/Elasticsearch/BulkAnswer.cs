using System.Text.Json;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>Reads the answer to a bulk request.</summary>
internal static class BulkAnswer
{
    private const int MaxErrorLength = 64;

    /// <returns>The items in their order; null for anything that is no such answer.</returns>
    public static IReadOnlyList<BulkItem>? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            var items = reader.Read() && reader.TokenType == JsonTokenType.StartObject ? ReadItems(ref reader) : null;
            return items is not null && !reader.Read() ? items : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static List<BulkItem>? ReadItems(ref Utf8JsonReader reader)
    {
        List<BulkItem>? items = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isItems = reader.ValueTextEquals("items"u8);
            reader.Read();
            if (!isItems)
            {
                reader.Skip();
                continue;
            }

            if (items is not null || reader.TokenType != JsonTokenType.StartArray)
            {
                return null;
            }

            items = [];
            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                if (ReadItem(ref reader) is not { } item)
                {
                    return null;
                }

                items.Add(item);
            }
        }

        return items;
    }

    // {"create":{"_id":"…","status":201}}
    private static BulkItem? ReadItem(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || !reader.ValueTextEquals("create"u8) || !reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        var item = default(BulkItem);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueTextEquals("_id"u8) ? 'i' : reader.ValueTextEquals("status"u8) ? 's' : reader.ValueTextEquals("error"u8) ? 'e' : ' ';
            reader.Read();
            switch (name)
            {
                case 'i' when reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var id):
                    item = item with { Id = id };
                    break;
                case 's' when reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var status):
                    item = item with { Status = status };
                    break;
                case 'e' when reader.TokenType == JsonTokenType.StartObject:
                    item = item with { Error = ReadErrorType(ref reader) };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return reader.Read() && reader.TokenType == JsonTokenType.EndObject && item.Status != 0 ? item : null;
    }

    // Only the type: the reason beside it holds text of the document.
    private static string ReadErrorType(ref Utf8JsonReader reader)
    {
        var type = "refused";
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isType && reader.TokenType == JsonTokenType.String)
            {
                var text = reader.GetString()!;
                type = text.Length is >= 1 and <= MaxErrorLength && text.All(static c => char.IsAsciiLetterLower(c) || c == '_') ? text : type;
            }
            else
            {
                reader.Skip();
            }
        }

        return type;
    }
}
