using System.Text.Json.Serialization;

namespace ZeroTrust.Security.Encryption.Tests.Json;

internal sealed record Order(string Id, [property: EncryptFor("payments")] string? CardNumber)
{
    [EncryptFor("payments", Type = "iban")]
    public string? Iban { get; init; }
}

internal sealed record Basket(Order Order, Order[] Others);

internal sealed class Guarded
{
    [EncryptFor("payments"), JsonConverter(typeof(EncryptedTextConverter))]
    public string? CardNumber { get; set; }
}

internal sealed class Numbered
{
    [EncryptFor("payments")]
    public int CardNumber { get; set; }
}

/// <summary>With the default mode, which also generates the fast path that knows no converters.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(Basket))]
[JsonSerializable(typeof(Guarded))]
[JsonSerializable(typeof(Numbered))]
internal sealed partial class OrderJson : JsonSerializerContext;
