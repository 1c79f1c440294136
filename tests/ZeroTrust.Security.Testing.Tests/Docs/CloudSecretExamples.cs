using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ZeroTrust.Security.Testing.Tests.Docs;

/// <summary>What the pages on secrets of clouds show.</summary>
internal static class CloudSecretExamples
{
    internal static void AddAws(WebApplicationBuilder builder)
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"))
            .AddSecrets(secrets => secrets
                .AddAwsSecretsManager(aws => aws.Region = "eu-west-1")
                .Require("secret://aws/orders/db#password", "the database"));
    }

    internal static void AddAzure(WebApplicationBuilder builder)
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"))
            .AddSecrets(secrets => secrets
                .AddAzureKeyVault(new Uri("https://orders.vault.azure.net"))
                .Require("secret://azure/db-password", "the database"));
    }

    internal static void AddToWorkers(WebApplicationBuilder builder)
    {
        builder.Services.AddZeroTrustCore().AddSecrets(secrets => secrets.AddAwsSecretsManager(aws => aws.Region = "eu-west-1"));
        builder.Services.AddZeroTrustCore().AddSecrets(secrets => secrets.AddAzureKeyVault(new Uri("https://orders.vault.azure.net")));
    }
}
