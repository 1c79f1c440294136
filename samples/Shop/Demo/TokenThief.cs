using Microsoft.Extensions.DependencyInjection;
using Shop.Local;

namespace Shop.Demo;

/// <summary>Has tokens of the services as they are on their way: minted by each service itself, and read off the line.</summary>
internal static class TokenThief
{
    /// <summary>The token by which Orders would charge alice.</summary>
    public static async Task<string> StealFromOrdersAsync(ShopCluster shop)
    {
        var alice = shop.People.User("alice").WithRoles("customer").Token().Build();
        var toOrders = await MintAsync(shop.Gateway, "orders", alice);
        return await MintAsync(shop.Orders, "payments", toOrders);
    }

    private static async Task<string> MintAsync(WebApplication service, string audience, string userToken)
    {
        var proven = await service.Services.GetRequiredService<ITokenValidator>().ValidateAsync(userToken.AsMemory());
        var minter = service.Services.GetRequiredService<IServiceTokenMinter>();
        return (await minter.MintAsync(new() { Audience = audience, User = new() { Token = proven.Token! } })).Reveal();
    }
}
