using System.Text.Json;
using System.Text.Json.Serialization;

namespace ZeroTrust.Security;

/// <summary>Writes a mask for a <see cref="Secret"/>, and reads none: a secret does not come out of a document by accident.</summary>
internal sealed class SecretJsonConverter : JsonConverter<Secret>
{
    public override Secret? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("A secret is not read from JSON. Make it where its bytes are at hand.");

    public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
