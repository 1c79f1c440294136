using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ZeroTrust.Security.Testing.Tests.Docs;

/// <summary>What the pages on a developer's secrets show.</summary>
internal static class DevelopmentSecretExamples
{
    internal static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"))
            .AddSecrets(secrets => _ = builder.Environment.IsDevelopment()
                ? secrets.AddDevelopmentSecrets("orders", store: "app")
                : secrets.AddFiles("/etc/secrets", store: "app"));
    }
}
