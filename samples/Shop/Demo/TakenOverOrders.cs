using Shop.Local;

namespace Shop.Demo;

/// <summary>Orders in the hands of an attacker: its settings, its keys, and the name of Payments. The keys of Payments it has not.</summary>
internal static class TakenOverOrders
{
    /// <summary>Whether it can read a card.</summary>
    public static async Task<bool> ReadsAsync(ShopCluster shop, string card)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = Environments.Development });
        builder.Configuration.AddConfiguration(shop.Orders.Configuration).AddInMemoryCollection(
        [
            new("ZeroTrust:Encryption:Service", "payments"),
            new("ZeroTrust:ServiceTokens:EncryptionAlgorithm", "ECDH-ES+A256KW"),
        ]);
        var settings = builder.Configuration.GetSection("ZeroTrust");
        builder.Services.AddZeroTrustCore().AddServiceTokens(settings).AddPayloadEncryption(settings);
        using var host = builder.Build();
        await host.StartAsync();
        var opened = host.Services.GetRequiredService<IPayloadProtector>().Open("card-number", card).Opened;
        await host.StopAsync();
        return opened;
    }
}
