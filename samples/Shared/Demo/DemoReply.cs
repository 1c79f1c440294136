using System.Text.Json;

namespace Samples.Demo;

/// <summary>An answer, its body, and the reason behind it, which the body tells in Development only.</summary>
internal readonly record struct DemoReply(DemoAnswer Answer, string? Reason, string Body = "")
{
    public static DemoReply From(int status, string body)
    {
        if (!body.StartsWith('{'))
        {
            return new(new(status), null, body);
        }

        using var json = JsonDocument.Parse(body);
        return new(new(status, Text(json.RootElement, "code")), Text(json.RootElement, "reason"), body);
    }

    private static string? Text(JsonElement body, string name) => body.TryGetProperty(name, out var value) ? value.GetString() : null;
}
