using System.Security.Cryptography;
using System.Text.Json;

namespace ZeroTrust.Security.SecretTexts;

/// <summary>
/// Reads the value of a store that keeps texts: one that is a JSON object has a field for each member that is a text, a number or a truth, and is a value as a whole beside them.
/// </summary>
internal static class SecretText
{
    /// <param name="value">The value, every byte of it.</param>
    /// <param name="made">Makes the version of the fields and the whole.</param>
    /// <returns>The version, or what is wrong with the value.</returns>
    public static SecretResult Read(ReadOnlySpan<byte> value, Func<IReadOnlyDictionary<string, Secret>, Secret, SecretVersion> made)
    {
        if (value.IsEmpty)
        {
            return SecretResult.Malformed("Its value is empty.");
        }

        if (value.Length > SecretVersion.MaxBytes)
        {
            return SecretResult.Malformed($"Its value is longer than {SecretVersion.MaxBytes} bytes.");
        }

        var fields = new Dictionary<string, Secret>(StringComparer.Ordinal);
        var problem = value[0] == (byte)'{' ? ReadFields(value, fields) : null;
        if (problem is null)
        {
            return SecretResult.Found(made(fields, new(value)));
        }

        Array.ForEach([.. fields.Values], static field => field.Dispose());
        return SecretResult.Malformed(problem);
    }

    // What is no JSON after all is a text that begins with a brace.
    private static string? ReadFields(ReadOnlySpan<byte> value, Dictionary<string, Secret> fields)
    {
        try
        {
            return ReadMembers(value, fields);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            Array.ForEach([.. fields.Values], static field => field.Dispose());
            fields.Clear();
            return null;
        }
    }

    private static string? ReadMembers(ReadOnlySpan<byte> value, Dictionary<string, Secret> fields)
    {
        var reader = new Utf8JsonReader(value);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? problem = null;
        reader.Read();
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                // The end of the object; what comes after it throws.
                continue;
            }

            var name = reader.GetString()!;
            problem ??= !seen.Add(name) ? "It is an object with a member twice."
                : seen.Count > SecretVersion.MaxFields ? $"It is an object of more than {SecretVersion.MaxFields} members."
                : null;
            reader.Read();
            if (problem is null && FieldOf(ref reader, name) is { } field)
            {
                fields.Add(name, field);
            }

            reader.Skip();
        }

        return problem;
    }

    // A member that no reference can name, or that is no value, is part of the whole and no field.
    private static Secret? FieldOf(ref Utf8JsonReader reader, string name)
    {
        if (reader.ValueSpan.IsEmpty || !SecretRef.TryParse($"{SecretRef.Prefix}store/name#{name}", out _)
            || reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False))
        {
            return null;
        }

        return reader.TokenType == JsonTokenType.String ? Unescaped(ref reader) : new(reader.ValueSpan);
    }

    private static Secret Unescaped(ref Utf8JsonReader reader)
    {
        var text = GC.AllocateUninitializedArray<byte>(reader.ValueSpan.Length, pinned: true);
        try
        {
            return new(text.AsSpan(0, reader.CopyString(text)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }
    }
}
