using System.Text.Json;

namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>Reads the fields of a secret.</summary>
internal static class FieldReader
{
    /// <summary>Reads the members of an object, each a field: texts as they are, numbers, true, false, objects and lists as their JSON; null is no field.</summary>
    /// <param name="reader">Stands at the object.</param>
    /// <param name="body">The whole that it reads.</param>
    /// <param name="fields">The fields, which belong to whoever asked; empty where there is a problem.</param>
    /// <returns>What is wrong; null where nothing is.</returns>
    public static string? Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, out Dictionary<string, Secret> fields)
    {
        fields = new(StringComparer.Ordinal);
        var problem = reader.TokenType == JsonTokenType.StartObject ? ReadMembers(ref reader, body, fields) : "What it holds is no set of fields.";
        problem ??= fields.Count == 0 ? "It holds nothing." : null;
        if (problem is not null)
        {
            Array.ForEach([.. fields.Values], static field => field.Dispose());
            fields.Clear();
        }

        return problem;
    }

    private static string? ReadMembers(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, Dictionary<string, Secret> fields)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (VaultJson.NameOf(reader) is not { } name || !SecretRef.TryParse($"{SecretRef.Prefix}vault/name#{name}", out _))
            {
                return "It has a field whose name no reference can have: 1 to 128 ASCII letters, digits, '_', '.' and '-'.";
            }

            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
            {
                continue;
            }

            if (fields.Count == SecretVersion.MaxFields)
            {
                return $"It has more than {SecretVersion.MaxFields} fields.";
            }

            if (ValueOf(ref reader, body) is not { } value)
            {
                return $"A field of it is empty, is no text, or is longer than {SecretVersion.MaxBytes} bytes.";
            }

            if (!fields.TryAdd(name, value))
            {
                value.Dispose();
                return "It has a field twice.";
            }
        }

        return null;
    }

    private static Secret? ValueOf(ref Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return VaultJson.SecretOf(reader);
        }

        var begin = (int)reader.TokenStartIndex;
        reader.Skip();
        var raw = body[begin..(int)reader.BytesConsumed];
        return raw.Length <= SecretVersion.MaxBytes ? new(raw) : null;
    }
}
