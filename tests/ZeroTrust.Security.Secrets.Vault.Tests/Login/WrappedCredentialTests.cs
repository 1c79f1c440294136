using System.Text.Json.Nodes;
using ZeroTrust.Security.Secrets.Vault.Tests.Emulation;

namespace ZeroTrust.Security.Secrets.Vault.Tests.Login;

public sealed class WrappedCredentialTests : VaultTest
{
    private const string Path = "auth/approle/role/orders/secret-id";

    [Fact]
    public async Task AWrappedSecretId_IsUnwrappedOnce_AndServesLaterLogins()
    {
        Vault.KeyValues.Put("db", ("password", "p1"));
        var store = Open(Wrapped(Path)).KeyValues();
        (await store.GetAsync(new("db"))).Version!.Dispose();
        Vault.Tokens.Revoke(Vault.Tokens.Live.Single());

        using var found = (await store.GetAsync(new("db"))).Version;

        Assert.NotNull(found);
        Assert.Equal((1, 2), (Vault.CountOf("POST", "sys/wrapping/unwrap"), Vault.CountOf("POST", "auth/approle/login")));
    }

    [Fact]
    public async Task H12_AWrappedSecretId_ThatSomebodyElseUnwrapped_IsRefused_AndSaysSo()
    {
        var login = Wrapped(Path);
        Vault.Wrappings.Answer(new("POST", "sys/wrapping/unwrap", "", await File.ReadAllTextAsync(login.File), null, ""));

        var result = await Open(login).KeyValues().GetAsync(new("db"));

        Assert.Equal(SecretOutcome.Refused, result.Outcome);
        Assert.Contains("somebody else has the secret ID", result.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cubbyhole/secret-id")]
    [InlineData("auth/other/role/orders/secret-id")]
    [InlineData("auth/approle/role/orders/role-id")]
    public async Task H12_AWrappingOfAnotherMaking_IsNotUnwrapped(string path)
    {
        var result = await Open(Wrapped(path)).KeyValues().GetAsync(new("db"));

        Assert.Equal(SecretOutcome.Refused, result.Outcome);
        Assert.Equal(0, Vault.CountOf("POST", "sys/wrapping/unwrap"));
    }

    private VaultLogin Wrapped(string path)
    {
        Vault.Logins.SecretIds.Add("S3cr3tIdC4n4ry");
        var token = Vault.Wrappings.Wrap(new JsonObject { ["secret_id"] = "S3cr3tIdC4n4ry", ["secret_id_accessor"] = "84896a0c" }, path, TimeSpan.FromMinutes(1));
        return VaultLogin.AppRole(EmulatedLogins.RoleId, Put("wrapped", token)) with { IsSecretIdWrapped = true };
    }
}
