using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security.Testing.Tests.Docs;

/// <summary>The code of docs/gateway.md.</summary>
internal static class GatewayExamples
{
    internal static void Configure(WebApplicationBuilder builder)
    {
        builder.Services
            .AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"))
            .AddServiceTokens()
            .AddGateway();
    }

    internal static void Map(WebApplication app)
    {
        app.UseZeroTrustGateway();
        app.UseZeroTrust();
        app.MapServiceKeys();
        app.Map("/orders/{**rest}", PassOnAsync).RequireUser();
    }

    private static async Task PassOnAsync(HttpContext context)
    {
        using var request = new HttpRequestMessage();
        if (await context.GetInternalTokenAsync("orders", context.RequestAborted) is { } token)
        {
            request.Headers.Authorization = new("Bearer", token.Reveal());
        }
    }
}
