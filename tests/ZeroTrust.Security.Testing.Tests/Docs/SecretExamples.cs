using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ZeroTrust.Security.Testing.Tests.Docs;

/// <summary>What the page on secrets shows.</summary>
internal static class SecretExamples
{
    internal static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"))
            .AddSecrets(secrets => secrets
                .AddFiles("/etc/secrets")
                .AddEnvironment("ORDERS_")
                .Require("secret://files/db#password", "the database"));
    }

    internal static void AddAll(WebApplicationBuilder builder)
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"))
            .AddSecrets(secrets => secrets
                .AddFiles("/etc/secrets")
                .AddEnvironment("ORDERS_")
                .AddChain("app", ["files", "env"])
                .Require("secret://files/db#password", "the database"));
    }

    internal static void Refer(WebApplicationBuilder builder)
    {
        builder.Configuration.AddSecretReferences(secrets => secrets.AddFiles("/etc/secrets"));
    }

    internal static void Redact(WebApplicationBuilder builder)
    {
        builder.Logging.AddZeroTrustRedaction();
        builder.Logging.AddZeroTrustRedaction(options =>
        {
            options.KeyPrefixes.Add("acme_");
            options.AllowedFields.Add("username");
        });
    }

    internal static void Watch(WebApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks().AddSecretsCheck();
    }

    internal static void AddVendor(WebApplicationBuilder builder, HttpClient vendor)
    {
        builder.Services.AddSingleton<Webhooks>();
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"))
            .AddSecrets(secrets => secrets.Add("vendor", _ => new VendorStore(vendor)));
    }

    internal sealed class Webhooks(ISecrets secrets)
    {
        private readonly ISecretHandle _key = secrets.GetHandle(SecretRef.Parse("secret://files/webhook-key"));

        public byte[] Sign(byte[] body) => _key.Current.Value.Reveal(body, static (key, body) => System.Security.Cryptography.HMACSHA256.HashData(key, body));

        public bool IsOurs(byte[] body, byte[] signature) => _key.Verify((body, signature), static (key, got) =>
            System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(System.Security.Cryptography.HMACSHA256.HashData(key, got.body), got.signature));
    }

    internal sealed class VendorStore(HttpClient vendor) : ISecretProvider
    {
        public async ValueTask<SecretResult> GetAsync(SecretRequest request, CancellationToken cancellationToken = default)
        {
            using var answer = await vendor.GetAsync(new Uri($"v1/{request.Name}", UriKind.Relative), cancellationToken);
            return answer.StatusCode switch
            {
                System.Net.HttpStatusCode.OK => SecretResult.Found(new(new Secret(await answer.Content.ReadAsByteArrayAsync(cancellationToken)))),
                System.Net.HttpStatusCode.NotFound => SecretResult.Missing("The vendor has no such secret."),
                System.Net.HttpStatusCode.Forbidden => SecretResult.Refused("The vendor's policy does not let this service read it."),
                _ => SecretResult.Unavailable($"The vendor answered {(int)answer.StatusCode}."),
            };
        }
    }
}
