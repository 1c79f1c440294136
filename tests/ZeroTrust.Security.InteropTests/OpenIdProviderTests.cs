using System.Net;
using ZeroTrust.Security.InteropTests.Peers;

namespace ZeroTrust.Security.InteropTests;

public sealed class OpenIdProviderTests
{
    [NodeFact("oidc-provider")]
    public async Task ClientCredentials_DiscoveredKeys_TokenIsAcceptedUntilItExpires()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var orders = await StartOrdersAsync(provider);
        var token = await provider.GetTokenAsync("orders");

        Assert.Equal(HttpStatusCode.OK, await orders.GetAsync(token));

        orders.Clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(31));
        Assert.Equal(HttpStatusCode.Unauthorized, await orders.GetAsync(token));
    }

    [NodeFact("oidc-provider")]
    public async Task ClientCredentials_TokenForAnotherService_IsRefused()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var orders = await StartOrdersAsync(provider);

        Assert.Equal(HttpStatusCode.Unauthorized, await orders.GetAsync(await provider.GetTokenAsync("payments")));
        Assert.Equal(HttpStatusCode.OK, await orders.GetAsync(await provider.GetTokenAsync("orders")));
    }

    [NodeFact("oidc-provider")]
    public async Task KeyRotation_FirstTokenOfTheNewKey_IsAccepted_AndOfARetiredKeyRefused()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var orders = await StartOrdersAsync(provider);
        var old = await provider.GetTokenAsync("orders");
        Assert.Equal(HttpStatusCode.OK, await orders.GetAsync(old));

        await provider.RotateAsync();
        Assert.Equal(HttpStatusCode.OK, await orders.GetAsync(await provider.GetTokenAsync("orders")));
        Assert.Equal(HttpStatusCode.OK, await orders.GetAsync(old));

        await provider.RotateAsync();
        await provider.RetireAsync();
        Assert.Equal(HttpStatusCode.OK, await orders.GetAsync(await provider.GetTokenAsync("orders")));
        Assert.Equal(HttpStatusCode.Unauthorized, await orders.GetAsync(old));
    }

    private static Task<OrdersHost> StartOrdersAsync(OpenIdProvider provider) => OrdersHost.StartAsync(
        options => options.TrustIssuer("provider", issuer =>
        {
            issuer.Authority = provider.Issuer;
            issuer.Audiences.Add("orders");
            issuer.Kind = IssuerKind.Services;
        }),
        static endpoint => endpoint.AllowCallers("payments").RequireScope("orders:read"));
}
