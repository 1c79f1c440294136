using System.Text.Json;

namespace ZeroTrust.Security.Secrets.Development;

/// <summary>The form of a file of secrets: JSON, with names and dates to read and values that are encrypted.</summary>
internal static class SecretsFormat
{
    private const int Form = 1;

    /// <exception cref="FormatException">It is none. The message repeats nothing of it.</exception>
    public static SecretsContent Read(ReadOnlyMemory<byte> file)
    {
        try
        {
            using var document = JsonDocument.Parse(file);
            if (document.RootElement.GetProperty("form").GetInt32() != Form)
            {
                throw new FormatException("The file of secrets is of another form than this version of the package reads.");
            }

            var content = new SecretsContent();
            foreach (var secret in document.RootElement.GetProperty("secrets").EnumerateObject())
            {
                var values = secret.Value.GetProperty("values").EnumerateObject().ToDictionary(static value => value.Name, static value => value.Value.GetString() ?? throw new JsonException(), StringComparer.Ordinal);
                var version = secret.Value.GetProperty("version").GetString() ?? throw new JsonException();
                content.Secrets.Add(secret.Name, new(version, secret.Value.GetProperty("changed").GetDateTimeOffset(), values));
            }

            return content;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new FormatException("The file of secrets is damaged: it is not whole, or not of its form.", fault);
        }
    }

    public static byte[] Write(SecretsContent content)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new() { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("form", Form);
            writer.WriteStartObject("secrets");
            foreach (var (name, secret) in content.Secrets.OrderBy(static one => one.Key, StringComparer.Ordinal))
            {
                writer.WriteStartObject(name);
                writer.WriteString("version", secret.Version);
                writer.WriteString("changed", secret.ChangedAt);
                writer.WriteStartObject("values");
                foreach (var (field, value) in secret.Values)
                {
                    writer.WriteString(field, value);
                }

                writer.WriteEndObject();
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }
}
