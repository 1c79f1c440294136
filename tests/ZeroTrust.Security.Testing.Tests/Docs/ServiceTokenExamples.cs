using Microsoft.AspNetCore.Builder;

namespace ZeroTrust.Security.Testing.Tests.Docs;

/// <summary>The code of docs/service-to-service.md.</summary>
internal static class ServiceTokenExamples
{
    public static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"))
            .AddServiceTokens();
    }

    public static void Publish(WebApplication app)
    {
        app.MapServiceKeys();
    }
}
