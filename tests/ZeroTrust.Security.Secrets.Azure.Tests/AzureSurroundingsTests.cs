using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Contracts;

namespace ZeroTrust.Security.Secrets.Azure.Tests;

/// <summary>The identity that the machine hands out, found by <c>DefaultAzureCredential</c> as it is without a setting.</summary>
public sealed class AzureSurroundingsTests : KeyVaultRig
{
    private const string Canary = "c4n4ry-Zq7";

    [Fact]
    public async Task H12_Get_WithTheIdentityOfTheMachine_IsFound_AndNothingSaysIt()
    {
        var resources = new List<string>();
        await using var machine = await StartAsync(resources);
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", new Uri(new Uri(machine.Urls.Single()), "msi/token").AbsoluteUri);
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", $"{Canary}-proof");
        Vault.Token = $"{Canary}-token";
        Vault.Put("db", $"{Canary}-value");
        using var everything = new Everything();
        using var provider = new KeyVaultSecretProvider(new(Vault.Vault, VaultClient.DefaultCredential(), Vault.Connections()), Clock);

        var result = await provider.GetAsync(new("db"));

        using var found = result.Version;
        everything.Say($"{result} {found}");
        Assert.NotNull(found);
        Assert.Equal(["https://vault.azure.net"], resources);
        Assert.Contains("System.Net.Http", everything.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, everything.Text, StringComparison.Ordinal);
    }

    // As App Service and Container Apps have it (API version 2019-08-01).
    private static async Task<WebApplication> StartAsync(List<string> resources)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.MapGet("/msi/token", async http =>
        {
            if (http.Request.Headers["X-IDENTITY-HEADER"] != $"{Canary}-proof")
            {
                http.Response.StatusCode = 401;
                return;
            }

            resources.Add(http.Request.Query["resource"].ToString());
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync(
                $$"""{"access_token":"{{Canary}}-token","expires_on":"4102444800","resource":"https://vault.azure.net","token_type":"Bearer"}""", http.RequestAborted);
        });
        await app.StartAsync();
        return app;
    }
}
