using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>Steps of a reader over a body that was checked.</summary>
internal static class VaultJson
{
    /// <summary>Goes from an object to the value of a member of it.</summary>
    /// <returns>Whether it is there and not null.</returns>
    public static bool TryEnter(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals(name);
            reader.Read();
            if (isIt)
            {
                return reader.TokenType != JsonTokenType.Null;
            }

            reader.Skip();
        }

        return false;
    }

    public static string? TextOf(Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String ? TryText(reader) : null;

    public static string? NameOf(Utf8JsonReader reader) => reader.TokenType == JsonTokenType.PropertyName ? TryText(reader) : null;

    public static long? NumberOf(Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) ? number : null;

    /// <summary>A time as Vault writes it (RFC 3339, with up to nine digits of a second).</summary>
    public static DateTimeOffset? TimeOf(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    /// <summary>A text that is a secret, without a copy of it that is not zeroed. Null for what is no text, an empty one, one of broken characters and one that is too long.</summary>
    public static Secret? SecretOf(Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.Length is 0)
        {
            return null;
        }

        var unescaped = GC.AllocateUninitializedArray<byte>(reader.ValueSpan.Length, pinned: true);
        try
        {
            var length = reader.CopyString(unescaped);
            return length is > 0 and <= SecretVersion.MaxBytes ? new(unescaped.AsSpan(0, length)) : null;
        }
        catch (InvalidOperationException)
        {
            // Bytes that are no UTF-8, or half of a character.
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(unescaped);
        }
    }

    private static string? TryText(Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
