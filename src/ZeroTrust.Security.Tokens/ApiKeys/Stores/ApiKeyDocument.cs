using System.Buffers;
using System.Text.Json;

namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>Writes the keys of a store as one JSON document, and reads it back.</summary>
internal static class ApiKeyDocument
{
    public static byte[] Write(IEnumerable<ApiKeyRecord> keys)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var key in keys)
            {
                Write(json, key);
            }

            json.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="ApiKeyStoreException">The document is not one that was written here.</exception>
    public static IReadOnlyList<ApiKeyRecord> Read(ReadOnlyMemory<byte> document)
    {
        try
        {
            using var json = JsonDocument.Parse(document);
            return [.. json.RootElement.EnumerateArray().Select(ReadKey)];
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new ApiKeyStoreException("The file of API keys is damaged. Put a copy back; without one the keys are lost, and removing the file begins with none.", fault);
        }
    }

    private static void Write(Utf8JsonWriter json, ApiKeyRecord key)
    {
        json.WriteStartObject();
        json.WriteString("id", key.Id);
        json.WriteNumber("revision", key.Revision);
        json.WriteString("service", key.Service);
        json.WriteStartArray("permissions");
        foreach (var permission in key.Permissions)
        {
            json.WriteStringValue(permission);
        }

        json.WriteEndArray();
        WriteOptional(json, "tenant", key.Tenant);
        json.WriteString("created", key.CreatedAt);
        WriteOptional(json, "revoked", key.RevokedAt);
        json.WriteStartArray("versions");
        foreach (var version in key.Versions)
        {
            Write(json, version);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ApiKeyVersion version)
    {
        json.WriteStartObject();
        json.WriteString("publicId", version.PublicId);
        json.WriteBase64String("hash", version.Hash.Span);
        json.WriteString("pepper", version.PepperName);
        json.WriteString("created", version.CreatedAt);
        json.WriteString("expires", version.ExpiresAt);
        WriteOptional(json, "lastUsed", version.LastUsedAt);
        json.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, DateTimeOffset? value)
    {
        if (value is { } time)
        {
            json.WriteString(name, time);
        }
    }

    private static ApiKeyRecord ReadKey(JsonElement key) => new()
    {
        Id = Text(key, "id"),
        Revision = key.GetProperty("revision").GetInt64(),
        Service = Text(key, "service"),
        Permissions = [.. key.GetProperty("permissions").EnumerateArray().Select(static name => name.GetString() ?? throw new FormatException())],
        Tenant = key.TryGetProperty("tenant", out var tenant) ? tenant.GetString() : null,
        CreatedAt = key.GetProperty("created").GetDateTimeOffset(),
        RevokedAt = Optional(key, "revoked"),
        Versions = key.GetProperty("versions").EnumerateArray().Select(ReadVersion).ToArray() is { Length: 1 or ApiKeyRecord.MaxVersions } versions ? versions : throw new FormatException(),
    };

    private static ApiKeyVersion ReadVersion(JsonElement version) => new()
    {
        PublicId = Text(version, "publicId"),
        Hash = version.GetProperty("hash").GetBytesFromBase64() is { Length: ApiKeyVersion.HashBytes } hash ? hash : throw new FormatException(),
        PepperName = Text(version, "pepper"),
        CreatedAt = version.GetProperty("created").GetDateTimeOffset(),
        ExpiresAt = version.GetProperty("expires").GetDateTimeOffset(),
        LastUsedAt = Optional(version, "lastUsed"),
    };

    private static string Text(JsonElement parent, string name) => parent.GetProperty(name).GetString() ?? throw new FormatException();

    private static DateTimeOffset? Optional(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) ? value.GetDateTimeOffset() : null;
}
