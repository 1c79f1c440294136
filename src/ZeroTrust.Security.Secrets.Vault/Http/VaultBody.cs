using System.Text.Json;

namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>Bodies of requests: one JSON object, in memory that is zeroed. Whoever makes one disposes it.</summary>
internal static class VaultBody
{
    public static PinnedBuffer Of(string name, Secret value) => Of(null, (name, value));

    /// <summary>A body of texts and secrets that are texts.</summary>
    /// <param name="plain">What is no secret.</param>
    /// <param name="secret">What is one; valid UTF-8.</param>
    public static PinnedBuffer Of((string Name, string Value)? plain, (string Name, Secret Value) secret)
    {
        var body = new PinnedBuffer();
        using var writer = new Utf8JsonWriter(body);
        writer.WriteStartObject();
        if (plain is { } first)
        {
            writer.WriteString(first.Name, first.Value);
        }

        secret.Value.Reveal((writer, secret.Name), static (bytes, to) =>
        {
            to.writer.WriteString(to.Name, bytes);
            return 0;
        });
        writer.WriteEndObject();
        return body;
    }
}
