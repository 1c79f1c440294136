using Shop.Local;

namespace Shop.Demo;

/// <summary>
/// Analytics in the hands of an attacker, who runs it with settings of his own: another service's name, and grants as he likes. What he
/// cannot have are other keys than those of Analytics.
/// </summary>
internal static class TakenOverAnalytics
{
    /// <summary>A token for Payments, signed with the keys of Analytics.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="user">The token of the user it is to act for; null for none.</param>
    public static async Task<string> MintAsync(ShopCluster shop, string? user = null)
    {
        using var host = Build(shop.Analytics.Configuration);
        await host.StartAsync();
        var request = new ServiceTokenRequest { Audience = "payments", User = user is null ? null : await ProveAsync(shop.Analytics, user) };
        var token = await host.Services.GetRequiredService<IServiceTokenMinter>().MintAsync(request);
        await host.StopAsync();
        return token.Reveal();
    }

    private static IHost Build(IConfiguration settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = Environments.Development });
        builder.Configuration.AddConfiguration(settings).AddInMemoryCollection(
        [
            new("ZeroTrust:ServiceTokens:Service", "orders"),
            new("ZeroTrust:ServiceTokens:ActForUsersOf", "people"),
            new("ZeroTrust:ServiceTokens:Grants:payments", "payments:charge"),
        ]);
        builder.Services.AddZeroTrustCore().AddServiceTokens(builder.Configuration.GetSection("ZeroTrust"));
        return builder.Build();
    }

    private static async Task<DelegatedUser> ProveAsync(WebApplication analytics, string user) =>
        new() { Token = (await analytics.Services.GetRequiredService<ITokenValidator>().ValidateAsync(user.AsMemory())).Token! };
}
