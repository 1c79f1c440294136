using System.Globalization;
using System.Text.Json;
using RabbitMQ.Client;

namespace ZeroTrust.Security.Audit.RabbitMq;

/// <summary>A record as a message.</summary>
internal static class AuditMessage
{
    private const string NoType = "unknown";
    private const int MaxKeyBytes = 255;

    /// <summary>What stands beside the line: the record's id, journal and number, and that it is to outlast the broker's end.</summary>
    public static BasicProperties PropertiesOf(string journal, AuditSinkRecord record, string type) => new()
    {
        MessageId = record.Id.ToString("D"),
        Type = type,
        ContentType = "application/json",
        DeliveryMode = DeliveryModes.Persistent,
        Headers = new Dictionary<string, object?>(StringComparer.Ordinal) { ["journal"] = journal, ["seq"] = record.Number.ToString(CultureInfo.InvariantCulture) },
    };

    /// <summary>The type of the event; a word of its own where the line names none that could be a routing key.</summary>
    public static string TypeOf(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("type"u8))
                {
                    return reader.Read() && reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length is > 0 and <= MaxKeyBytes ? reader.GetString()! : NoType;
                }
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // A broker holds any bytes; whoever reads them may judge.
        }

        return NoType;
    }
}
