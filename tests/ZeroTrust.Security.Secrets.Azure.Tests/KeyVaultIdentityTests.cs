using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security.Secrets.Azure.Tests;

/// <summary>The token that the SDK asks with.</summary>
public sealed class KeyVaultIdentityTests : KeyVaultRig
{
    [Fact]
    public async Task Get_AsksForATokenOnce_OfTheTenantAndForTheResourceThatTheVaultNames()
    {
        Vault.Put("db", "value");
        var identity = new Identity();
        var provider = Open(identity);

        (await provider.GetAsync(new("db"))).Version!.Dispose();
        (await provider.GetAsync(new("db"))).Version!.Dispose();

        Assert.Equal((1, 1, 2), (identity.Made, Vault.Challenges, Vault.Requests.Count));
        Assert.Equal(["https://vault.azure.net/.default"], identity.Asked.Scopes);
        Assert.Equal(KeyVaultEmulation.Tenant, identity.Asked.TenantId);
    }

    [Fact]
    public async Task H12_Get_AChallengeForAnotherResource_GetsNoToken()
    {
        Vault.Put("db", "value");
        Vault.Resource = "https://vault.example.com";
        var identity = new Identity();

        var result = await Open(identity).GetAsync(new("db"));

        Assert.Equal(SecretOutcome.Malformed, result.Outcome);
        Assert.Equal(0, identity.Made);
    }

    [Fact]
    public async Task H12_Get_WithATokenThatIsRevoked_FailsOnce_AndTheNextCallHasANewOne()
    {
        Vault.Put("db", "value");
        var identity = new Identity();
        var provider = Open(identity);
        (await provider.GetAsync(new("db"))).Version!.Dispose();

        // Long before the end that the SDK knows of.
        Vault.Token = "token-2";
        var refused = await provider.GetAsync(new("db"));
        var again = await provider.GetAsync(new("db"));

        using var found = again.Version;
        Assert.NotNull(found);
        Assert.Equal(2, identity.Made);
        Assert.Equal(SecretOutcome.Refused, refused.Outcome);
    }

    [Fact]
    public async Task H12_Get_ARedirect_IsNotFollowed()
    {
        Vault.Instead = http =>
        {
            http.Response.StatusCode = 302;
            http.Response.Headers.Location = $"https://{Vault.Vault.Host}/secrets/forged";
            return Task.FromResult(true);
        };

        Assert.Equal(SecretOutcome.Refused, (await Open().GetAsync(new("db"))).Outcome);
        Assert.All(Vault.Paths, static path => Assert.Equal("/secrets/db", path));
    }

    [Fact]
    public async Task Get_WithoutAnIdentity_IsUnavailable()
    {
        Vault.Put("db", "value");

        var result = await Open(new Identity { Fails = true }).GetAsync(new("db"));

        Assert.Equal(SecretOutcome.Unavailable, result.Outcome);
        Assert.DoesNotContain("c4n4ry", result.Reason, StringComparison.Ordinal);
        Assert.Empty(Vault.Requests);
    }
}
