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

    public static void BeCalled(WebApplication app)
    {
        app.MapPost("/charges", Charge).RequirePermission("payments:charge").AllowCallers("orders");
        app.MapPost("/refunds", Refund).RequirePermission("payments:refund").AllowCallers();
    }

    private static string Charge() => "charged";

    private static string Refund() => "refunded";
}
