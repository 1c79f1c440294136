using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ZeroTrust.Security.Testing.Tests.Docs;

/// <summary>What the pages on Vault show.</summary>
internal static class VaultExamples
{
    internal static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"))
            .AddSecrets(secrets => secrets
                .AddVault(new("https://vault.internal:8200"), VaultLogin.Kubernetes("orders"))
                .Require("secret://vault/smtp#password", "mail"));
    }

    internal static void AddAll(WebApplicationBuilder builder)
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"))
            .AddSecrets(secrets => secrets
                .AddVault(new("https://vault.internal:8200"), VaultLogin.Kubernetes("orders"), vault => vault.CertificateAuthoritiesFile = "/etc/vault/ca.pem")
                .AddVaultDatabase()
                .Require("secret://vault/smtp#password", "mail")
                .Require("secret://vault-db/orders", "the database", "username", "password"));
    }

    internal static VaultLogin[] Logins() =>
    [
        VaultLogin.Kubernetes("orders"),
        VaultLogin.AppRole("59d6d1ca-47bb-4e7e-a40b-8be3bc5a0ba8", "/run/secrets/vault-secret-id"),
        VaultLogin.AppRole("59d6d1ca-47bb-4e7e-a40b-8be3bc5a0ba8", "/run/secrets/vault-wrapping-token") with { IsSecretIdWrapped = true },
        VaultLogin.TokenFile("/run/vault/token"),
    ];

    internal static void Refer(WebApplicationBuilder builder)
    {
        builder.Configuration.AddSecretReferences(secrets => secrets
            .AddVault(new(builder.Configuration["Vault:Address"]!), VaultLogin.Kubernetes(builder.Configuration["Vault:Role"]!)));
    }

    internal static void Watch(WebApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks().AddVaultCheck();
    }

    internal static void Seal(IServiceCollection services) => services.AddSingleton<Cards>();

    internal sealed class Cards(IVaultTransit transit)
    {
        public async Task<string> SealAsync(string order, byte[] card) =>
            (await transit.EncryptAsync("card", card, Encoding.UTF8.GetBytes(order))).Text;

        public async Task<Secret?> OpenAsync(string order, string text) => await transit.DecryptAsync("card", text, Encoding.UTF8.GetBytes(order));
    }
}
