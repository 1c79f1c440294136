using System.Globalization;
using System.Text.Json;
using ZeroTrust.Security.AuditShipping;

namespace ZeroTrust.Security.Audit.OpenTelemetry;

/// <summary>Reads what a collector says of a request (OTLP 1.x, "OTLP/HTTP Response").</summary>
internal static class OtlpAnswer
{
    private const int BadRequest = 400;

    public static PartResult Judge(SinkAnswer answer, int count, IReadOnlyList<AuditAside> aside)
    {
        if (!answer.IsSuccess)
        {
            // 400 says that what was sent cannot be read, however often it comes.
            return answer.Status == BadRequest ? answer.Refusal() with { IsUnacceptable = true } : answer.Refusal();
        }

        return RejectedIn(answer.Body) switch
        {
            null => answer.Wrong("the answer is not that of a collector"),
            0 => new(count) { Aside = aside },

            // Which ones is not said: smaller parts find out.
            _ => new(0, "rejected by the collector") { IsUnacceptable = true },
        };
    }

    /// <summary>How many records were rejected; null where the answer is none.</summary>
    private static long? RejectedIn(byte[]? body)
    {
        try
        {
            using var document = JsonDocument.Parse(body ?? []);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            return !document.RootElement.TryGetProperty("partialSuccess", out var partial) || partial.ValueKind == JsonValueKind.Null
                ? 0
                : partial.ValueKind == JsonValueKind.Object ? NumberOf(partial) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // A 64-bit number of protobuf is a text in JSON; readers take numbers too.
    private static long? NumberOf(JsonElement partial) => !partial.TryGetProperty("rejectedLogRecords", out var rejected) ? 0 : rejected.ValueKind switch
    {
        JsonValueKind.String when long.TryParse(rejected.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        JsonValueKind.Number when rejected.TryGetInt64(out var number) && number >= 0 => number,
        _ => null,
    };
}
