using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Secrets.Vault.Tests.Emulation;

namespace ZeroTrust.Security.Secrets.Vault.Tests.Setup;

public sealed partial class AddVaultTests : VaultTest
{
    [Fact]
    public void EverySettingThatCannotBe_IsInOneMessage()
    {
        var services = new ServiceCollection();
        services.AddZeroTrustCore().AddSecrets(static secrets => secrets
            .AddVault(new("http://vault.internal:8200"), VaultLogin.Kubernetes("orders", mount: "../sys"), static vault =>
            {
                vault.Mount = "secret/%2e%2e";
                vault.Namespace = "team//a";
                vault.CertificateAuthoritiesFile = "/no/such/file.pem";
                vault.RequestTimeout = TimeSpan.FromMinutes(2);
                vault.MaxResponseBytes = 1;
            })
            .AddVault(new("https://user@vault.internal"), VaultLogin.TokenFile("token"), store: "second")
            .AddVaultDatabase(mount: "", vault: "third"));
        using var provider = services.BuildServiceProvider();

        var fault = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<ISecrets>());

        foreach (var part in (string[])["vault.Address", "begins with 'http'", "its mount", "vault.Mount", "vault.Namespace", "vault.CertificateAuthoritiesFile", "vault.RequestTimeout", "vault.MaxResponseBytes", "second.Address", "no Vault 'third'", "the mount '' of third"])
        {
            Assert.Contains(part, fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void References_AreResolvedBeforeThereIsAHost_AndFollowTheToken()
    {
        Vault.KeyValues.Put("smtp", ("user", "u1"), ("password", "p1"));
        var login = AppRole();
        using (var configuration = new ConfigurationManager())
        {
            configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Vault:Address"] = Vault.Address.AbsoluteUri, ["Smtp:Password"] = "secret://vault/smtp#password" });
            configuration.AddSecretReferences(secrets => secrets.AddVault(new(configuration["Vault:Address"]!), login));

            Assert.Equal("p1", configuration["Smtp:Password"]);
        }

        Assert.Equal(1, Vault.CountOf("POST", "auth/approle/login"));
    }

    [Fact]
    public async Task ThePolicyOfThePage_IsAllThatIsNeeded()
    {
        var rules = Rule().Matches(await File.ReadAllTextAsync(Path.Combine(Root(), "docs", "secrets.md")))
            .ToDictionary(static rule => rule.Groups["path"].Value, static rule => rule.Groups["capability"].Value, StringComparer.Ordinal);
        Vault.Tokens.Allows = request => rules.TryGetValue(request.Path, out var capability) && capability == (request.Method == "GET" ? "read" : "update");
        Vault.KeyValues.Put("smtp", ("password", "p1"));
        var denied = new List<string>();
        Vault.Trouble = request =>
        {
            if (request.Token is { } token && Vault.Tokens.Find(token)?.Allows(request) == false)
            {
                denied.Add(request.Path);
            }

            return null;
        };
        var rig = Open(AppRole(), stores: static secrets => secrets.AddVaultDatabase().AddVaultTransit().Require("secret://vault-db/orders", "the test", "username").Require("secret://vault/smtp#password"));
        await rig.StartAsync();
        var transit = rig.Services.GetRequiredService<IVaultTransit>();
        using var opened = await transit.DecryptAsync("card", (await transit.EncryptAsync("card", "x"u8.ToArray())).Text);
        Assert.True(await transit.VerifyAsync("orders", "x"u8.ToArray(), (await transit.SignAsync("orders", "x"u8.ToArray())).Text));
        await rig.AdvanceAsync(TimeSpan.FromMinutes(45), TimeSpan.FromMinutes(1));
        await rig.KeyValues().ListVersionsAsync("smtp");
        var database = VaultServices.DatabaseOf(rig.Services, "vault", "database", "vault-db");
        using var made = (await database.GetAsync(new("orders"))).Version!;
        Assert.Equal(SecretOutcome.Unchanged, (await database.GetAsync(new("orders") { KnownVersion = made.Version })).Outcome);
        using var other = (await database.GetAsync(new("orders") { KnownVersion = made.Version, IsRejected = true })).Version;
        await rig.DisposeAsync();

        Assert.Empty(denied);
        Assert.Contains(Vault.Requests, static request => request.Path == "auth/token/renew-self");
        Assert.Contains(Vault.Requests, static request => request.Path == "sys/leases/revoke");
        Assert.Contains(Vault.Requests, static request => request.Path == "auth/token/revoke-self");
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ZeroTrust.Security.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }

    [GeneratedRegex("^path \"(?<path>[^\"]+)\" *\\{ capabilities = \\[\"(?<capability>[a-z]+)\"\\] \\}", RegexOptions.Multiline)]
    private static partial Regex Rule();
}
