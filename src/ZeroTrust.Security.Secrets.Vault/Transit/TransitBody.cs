using System.Text.Json;

namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>Bodies of requests to the engine <c>transit</c>: bytes as base64, in memory that is zeroed. Whoever makes one disposes it.</summary>
internal static class TransitBody
{
    /// <param name="text">What is sent as it is; null for none.</param>
    /// <param name="all">What is sent as base64; what is empty is left out.</param>
    public static PinnedBuffer Of((string Name, string Value)? text, params ReadOnlySpan<(string Name, ReadOnlyMemory<byte> Value)> all)
    {
        var body = new PinnedBuffer();
        using var writer = new Utf8JsonWriter(body);
        writer.WriteStartObject();
        if (text is { } plain)
        {
            writer.WriteString(plain.Name, plain.Value);
        }

        foreach (var (name, value) in all)
        {
            if (!value.IsEmpty)
            {
                writer.WriteBase64String(name, value.Span);
            }
        }

        writer.WriteEndObject();
        return body;
    }
}
