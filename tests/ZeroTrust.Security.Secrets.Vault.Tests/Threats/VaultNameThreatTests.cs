namespace ZeroTrust.Security.Secrets.Vault.Tests.Threats;

/// <summary>Names that lead elsewhere.</summary>
public sealed class VaultNameThreatTests : VaultTest
{
    [Theory]
    [InlineData("../sys/health")]
    [InlineData("db/../../../sys/internal")]
    [InlineData("%2e%2e/sys")]
    [InlineData("db?version=1")]
    [InlineData("db#x")]
    [InlineData("db//x")]
    [InlineData("")]
    public async Task H11_ANameThatLeadsElsewhere_IsNotAskedFor_InAnyRequest(string name)
    {
        var rig = Open(AppRole(), stores: static secrets => secrets.AddVaultDatabase());

        await Assert.ThrowsAsync<ArgumentException>(async () => await rig.KeyValues().ListVersionsAsync(name));
        await Assert.ThrowsAsync<ArgumentException>(async () => await VaultServices.DatabaseOf(rig.Services, "vault", "database", "db").GetAsync(new(name)));

        Assert.Empty(Vault.Requests);
    }

    [Theory]
    [InlineData("1&list=true")]
    [InlineData("-1")]
    [InlineData("1/../2")]
    [InlineData("٣")]
    public async Task H11_AVersionThatIsNoNumber_IsNotAskedFor(string version)
    {
        var result = await Open(AppRole()).KeyValues().GetAsync(new("db") { Version = version });

        Assert.Equal(SecretOutcome.Missing, result.Outcome);
        Assert.Empty(Vault.Requests);
    }

    [Theory]
    [InlineData("secret/data/../../sys/seal-status")]
    [InlineData("secret/data/%2e%2e/x")]
    [InlineData("secret/./data")]
    [InlineData("secret/data/a\\b")]
    public async Task H11_WhateverBecomesOfTheNames_APathIsSentAsItStands_OrNotAtAll(string path)
    {
        var session = Open(AppRole()).Session;

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await session.SendAsync(VaultCall.Get(VaultOperation.Read, path), default));

        Assert.DoesNotContain(Vault.Requests, static request => request.Path != "auth/approle/login");
    }

    [Fact]
    public async Task H11_AnotherMount_IsOutOfReach()
    {
        Vault.KeyValues.Put("db", new() { ["password"] = "p1" }, "team/kv");

        Assert.Equal(SecretOutcome.Missing, (await Open(AppRole()).KeyValues().GetAsync(new("team/kv/data/db"))).Outcome);
        Assert.Equal("secret/data/team/kv/data/db", Vault.Requests[^1].Path);
    }
}
