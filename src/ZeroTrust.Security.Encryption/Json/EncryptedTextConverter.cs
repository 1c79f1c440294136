using System.Text.Json;
using System.Text.Json.Serialization;

namespace ZeroTrust.Security;

/// <summary>
/// Stands beside <see cref="EncryptForAttribute"/> and refuses every serialiser that was given no protector: one forgotten call, and the value would go out
/// in the clear. Where a protector was given, it is replaced.
/// </summary>
public sealed class EncryptedTextConverter : JsonConverter<string>
{
    private const string Refusal = "This property is encrypted, and this serialiser has nothing to encrypt it with: give its options a resolver WithEncryption.";

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException(Refusal);

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => throw new NotSupportedException(Refusal);
}
