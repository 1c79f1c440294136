using System.Text.Json;

namespace Orders.Demo;

/// <summary>What an answer comes down to: its status, and the code in the problem body.</summary>
internal readonly record struct DemoAnswer(int Status, string? Code = null)
{
    public static DemoAnswer From(int status, string body) => new(status, CodeIn(body));

    public override string ToString() => Code is null ? $"{Status}" : $"{Status} {Code}";

    private static string? CodeIn(string body)
    {
        if (!body.StartsWith('{'))
        {
            return null;
        }

        using var json = JsonDocument.Parse(body);
        return json.RootElement.TryGetProperty("code", out var code) ? code.GetString() : null;
    }
}
