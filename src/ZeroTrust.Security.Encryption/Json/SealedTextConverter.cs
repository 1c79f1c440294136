using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ZeroTrust.Security.Encryption;

/// <summary>Writes a text sealed for one service, and reads what was sealed for this one. Threads may share it.</summary>
internal sealed class SealedTextConverter(IPayloadProtector protector, string service, string type) : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String || protector.Open(type, reader.GetString()) is not { Opened: true } opened)
        {
            // One text for whatever is wrong with it.
            throw new JsonException("The value of an encrypted property cannot be read.");
        }

        try
        {
            return Encoding.UTF8.GetString(opened.Plaintext);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(opened.Plaintext);
        }
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
    {
        var plaintext = Encoding.UTF8.GetBytes(value);
        try
        {
            writer.WriteStringValue(protector.Seal(service, type, plaintext));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }
}
