using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ZeroTrust.Security.Testing.Tests.Docs;

/// <summary>What the pages on Vault show.</summary>
internal static class VaultExamples
{
    internal static void AddTokenFile(WebApplicationBuilder builder)
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"))
            .AddSecrets(secrets => secrets
                .AddVault(new("https://vault.internal:8200"), VaultLogin.TokenFile("/run/vault/token"))
                .Require("secret://vault/db/orders#password", "the database"));
    }
}
