using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ZeroTrust.Security.InteropTests.Peers;

namespace ZeroTrust.Security.InteropTests;

/// <summary>This service proves itself to an OpenID provider that nobody here wrote, and with its token to a service.</summary>
public sealed class ClientCredentialsTests
{
    [NodeFact("oidc-provider")]
    public Task ClientCredentials_Basic_TokenIsTakenByTheService() => CallAsync("payments", "Basic", OpenIdProvider.Secret);

    [NodeFact("oidc-provider")]
    public Task ClientCredentials_Post_TokenIsTakenByTheService() => CallAsync("payments-post", "Post", OpenIdProvider.Secret);

    [NodeFact("oidc-provider")]
    public Task ClientCredentials_SecretOfOddCharacters_IsEncodedAsTheProviderDecodesIt() => CallAsync("payments:odd", "Basic", OpenIdProvider.OddSecret);

    [NodeFact("oidc-provider")]
    public Task PrivateKeyJwt_StatementOfOurs_IsTakenByTheProvider() => CallAsync("payments-signed", "PrivateKeyJwt", null);

    [NodeFact("oidc-provider")]
    public async Task ClientCredentials_WrongSecret_IsATypedError()
    {
        var fault = await Assert.ThrowsAsync<ServiceTokenException>(() => CallAsync("payments", "Basic", "wrong"));

        Assert.Equal(ServiceTokenFailure.SourceRefused, fault.Failure);
        Assert.Contains("invalid_client", fault.Message, StringComparison.Ordinal);
    }

    private static async Task CallAsync(string client, string authentication, string? secret)
    {
        using var signer = new TestSigner();
        await using var provider = await OpenIdProvider.StartAsync();
        await provider.TrustAsync(signer.Jwk);
        await using var orders = await OrdersHost.StartAsync(
            options => options.TrustIssuer("provider", issuer =>
            {
                issuer.Authority = provider.Issuer;
                issuer.Audiences.Add("orders");
                issuer.Kind = IssuerKind.Services;
            }),
            endpoint => endpoint.AllowCallers(client).RequireScope("orders:read"));
        using var host = Host(provider, orders, signer, client, authentication, secret);

        using var response = await host.Services.GetRequiredService<IHttpClientFactory>().CreateClient("orders").GetAsync(new Uri("/orders", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static IHost Host(OpenIdProvider provider, OrdersHost orders, TestSigner signer, string client, string authentication, string? secret)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ZeroTrust:ServiceClients:orders:Source"] = "ClientCredentials",
            ["ZeroTrust:ServiceClients:orders:TokenEndpoint"] = $"{provider.Issuer}/token",
            ["ZeroTrust:ServiceClients:orders:ClientId"] = client,
            ["ZeroTrust:ServiceClients:orders:Authentication"] = authentication,
            ["ZeroTrust:ServiceClients:orders:AssertionAudience"] = secret is null ? provider.Issuer : null,
            ["ZeroTrust:ServiceClients:orders:Resource"] = "urn:orders",
            ["ZeroTrust:ServiceClients:orders:Scopes"] = "orders:read",
        }.Where(static pair => pair.Value is not null));
        builder.Services.AddSingleton<IJwsSigner>(signer);
        builder.Services.AddZeroTrustCore().AddServiceClients(builder.Configuration.GetSection("ZeroTrust"));
        builder.Services.AddHttpClient("orders", static http => http.BaseAddress = new("http://localhost"))
            .AddServiceToken("orders", settings => settings.Secret = secret is null ? null : _ => new(Secret.FromText(secret)))
            .ConfigurePrimaryHttpMessageHandler(() => orders.CreateHandler());
        return builder.Build();
    }
}
