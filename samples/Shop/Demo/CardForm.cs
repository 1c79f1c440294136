using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Shop.Local;

namespace Shop.Demo;

/// <summary>
/// The customer's own app. It seals the card for Payments before it sends it, to the key that Payments publishes, so that neither the
/// gateway nor Orders can read what they carry.
/// </summary>
internal static class CardForm
{
    public static async Task<DemoRequest> FillInAsync(ShopCluster shop, string sku, string card, Func<string, string>? change = null)
    {
        using var app = Build(shop);
        await app.StartAsync();
        var protector = app.Services.GetRequiredService<IPayloadProtector>();

        // The first message waits for the key; after that it is at hand.
        await protector.SealAsync("payments", "card-number", Array.Empty<byte>());
        var json = JsonSerializer.Serialize(new CardOrder(sku, card), OptionsOf(protector));
        await app.StopAsync();
        return DemoRequest.Post("/orders") with { Json = change is null ? json : change(json) };
    }

    private static JsonSerializerOptions OptionsOf(IPayloadProtector protector) =>
        new(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithEncryption(protector) };

    private static IHost Build(ShopCluster shop)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = Environments.Development });
        builder.Services.AddZeroTrustCore().AddPayloadEncryption(encryption => encryption.EncryptFor("payments", payments =>
        {
            payments.Authority = shop.AddressOf("payments").GetLeftPart(UriPartial.Authority);
            payments.CertificateAuthoritiesFile = shop.Disk.PathOf("/run/tls/ca.crt");
        }));
        return builder.Build();
    }

    private sealed record CardOrder(string Sku, [property: EncryptFor("payments", Type = "card-number")] string Card);
}
