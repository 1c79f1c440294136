using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.Tokens.Outbound;

namespace ZeroTrust.Security.Tokens.Tests.Rotation;

public sealed class ReferencesAtStartTests
{
    [Fact]
    public async Task EveryReferenceOfTheSettings_ThatCannotBeHad_IsInTheOneMessageThatStopsTheStart()
    {
        await using var host = new RotationHost(static zt =>
        {
            zt.AddApiKeyManagement(static options => (options.PepperReference, options.Directory) = (SecretRef.Parse("secret://memory/pepper"), Path.GetTempPath()));
            zt.AddServiceTokens(static options =>
                (options.Service, options.Issuer, options.KeyDirectory, options.KeyEncryptionKeyReference) =
                ("orders", "https://orders.internal", "/nowhere/ring", SecretRef.Parse("secret://memory/kek")));
            zt.AddServiceClient("payments", static client =>
            {
                (client.Audience, client.Source) = ("payments", ServiceTokenSource.ClientCredentials);
                (client.TokenEndpoint, client.ClientId, client.SecretReference) = ("https://id.example/token", "orders", SecretRef.Parse("secret://memory/client"));
                client.Hosts.Add("payments.internal");
            });
            zt.Services.AddHttpClient("vendor", static http => http.BaseAddress = new("https://vendor.example")).AddSecretCredential("secret://memory/vendor");
        });

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(host.StartAsync);

        Assert.Contains("4 of its secrets", fault.Message, StringComparison.Ordinal);
        foreach (var line in (string[])
        [
            "secret://memory/pepper (for ZeroTrust:ApiKeys:PepperReference)", "secret://memory/kek (for ZeroTrust:ServiceTokens:KeyEncryptionKeyReference)",
            "secret://memory/client (for ZeroTrust:ServiceClients:payments:SecretReference)", "secret://memory/vendor (for the HTTP client vendor)",
        ])
        {
            Assert.Contains(line, fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task H10_AClientSecretThatIsRotated_IsTakenForTheNextRequest()
    {
        await using var host = new RotationHost(static _ => { });
        host.Store.Set("client", "first");
        var secret = ClientSecret.Of(host.Handle("client"));
        Assert.Equal("first", await TakeAsync(secret));

        await host.RotateAsync("client", "second");

        Assert.Equal("second", await TakeAsync(secret));
    }

    [Fact]
    public async Task AClientSecret_ThatCannotBeHad_IsAnUnavailableSource()
    {
        await using var host = new RotationHost(static _ => { });
        host.Store.Set("client", ("id", "a"), ("secret", "b"));

        foreach (var name in (string[])["client", "nothing"])
        {
            var fault = await Assert.ThrowsAsync<ServiceTokenException>(() => TakeAsync(ClientSecret.Of(host.Handle(name))));
            Assert.Equal(ServiceTokenFailure.SourceUnavailable, fault.Failure);
        }
    }

    private static async Task<string> TakeAsync(ClientSecret secret)
    {
        using var taken = await secret.TakeAsync(default);
        return RotationHost.Text(taken.Value);
    }
}
