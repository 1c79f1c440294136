using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ZeroTrust.Security.Testing.Tests.Docs;

/// <summary>The Program.cs of the README.</summary>
internal static class ProgramExample
{
    internal static void Run(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);

        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"));

        var app = builder.Build();
        app.UseZeroTrust();

        app.MapGet("/orders/{id}", GetOrder).RequirePermission("orders:read");
        app.MapGet("/users/{userId}/orders", ListOrders).RequirePermission("orders:read").RequireOwner("userId");
        app.MapPost("/refunds", Refund).RequirePermission("refunds:write").AllowCallers("support-desk");
        app.MapGet("/healthz", () => "ok").AllowAnonymousBecause("liveness probe");
        app.Run();
    }

    private static string GetOrder(string id) => id;

    private static string[] ListOrders(string userId) => [userId];

    private static string Refund() => "refunded";
}
