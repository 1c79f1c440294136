using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ZeroTrust.Security.Testing.Tests.Docs;

/// <summary>The code of docs/endpoints.md and docs/from-jwtbearer.md.</summary>
internal static class EndpointExamples
{
    internal static void Declare(WebApplication app)
    {
        app.MapGet("/orders/{id}", GetOrder).RequirePermission("orders:read");
        app.MapGet("/reports", Report).RequireAnyPermission("reports:read", "reports:admin");
        app.MapGet("/export", Export).RequireScope("orders.export");
        app.MapPost("/prices", ChangePrice).RequireRole("admin");
        app.MapGet("/users/{userId}/orders", ListOrders).RequireOwner("userId");
        app.MapGet("/tenants/{tenantId}/orders", ListOrders).RequireTenant("tenantId");
        app.MapGet("/me", Me).RequireAuthenticatedCaller();
        app.MapPost("/stock", TakeStock).AllowCallers("warehouse");
        app.MapPost("/charges", Charge).RequirePermission("payments:charge").AllowCallers();
        app.MapGet("/mobile", Me).RequireUser().RequireClient("mobile-app");
        app.MapGet("/healthz", () => "ok").AllowAnonymousBecause("liveness probe");
    }

    internal static void Combine(WebApplication app)
    {
        var customers = app.MapGroup("/customers/{customerId}").RequirePermission("orders:read");
        customers.MapGet("/orders", ListOrders).RequireOwner("customerId").OrPermission("customers:read");

        app.MapPost("/night-shift", TakeStock).RequireThat(static (caller, http) => caller.Permissions.HasRole("night-watch"));
    }

    internal static void AllowServices(WebApplication app)
    {
        var payments = app.MapGroup("/payments").AllowCallers();
        payments.MapPost("/charges", Charge).RequirePermission("payments:charge");
        payments.MapPost("/refunds", Refund).RequirePermission("payments:refund");
    }

    internal static void StayOpen(WebApplication app)
    {
        app.MapGet("/ticker", WriteTicker).RequirePermission("prices:read").RecheckWhileOpen();
    }

    internal static void AnswerPreflights(WebApplication app)
    {
        app.UseRouting();
        app.UseCors();
        app.UseZeroTrust();
    }

    internal static void CheckALoadedResource(WebApplication app)
    {
        app.MapGet("/invoices/{id}", (string id, HttpContext http, IAccessControl control) =>
        {
            var invoice = Load(id);
            var access = control.Check(http).Tenant(invoice.Tenant).OwnerOrPermission(invoice.Customer, "customers:read");
            return access.Allowed ? Results.Ok(invoice) : access.ToResult();
        }).RequirePermission("invoices:read");
    }

    internal static void Ask(WebApplication app) =>
        app.MapGet("/whoami", (HttpContext http) =>
        {
            var caller = http.GetCaller();
            return new { User = caller.User?.Subject, Service = caller.Service?.Name, caller.Client, caller.Tenant };
        }).RequireAuthenticatedCaller();

    internal static void TakeTokensFromTheQuery(WebApplicationBuilder builder)
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust")).AllowTokenInQuery("/hubs");
    }

    internal static int CountOpen(WebApplication app)
    {
        var open = app.Services.GetRequiredService<IEndpointAccessReport>().Endpoints.Where(static endpoint => endpoint.AnonymousReason is not null);
        return open.Count();
    }

    internal static void BeforeAndAfter(WebApplication app)
    {
        app.MapGet("/before", Report).RequireAuthorization(policy => policy.RequireRole("auditor"));
        app.MapGet("/after", Report).RequireRole("auditor");
    }

    private static Invoice Load(string id) => new(id, "alice", "t1");

    private static string GetOrder(string id) => id;

    private static string[] ListOrders() => [];

    private static string Report() => "report";

    private static string Export() => "export";

    private static string ChangePrice() => "changed";

    private static string Me() => "me";

    private static Task WriteTicker(HttpContext http) => http.Response.WriteAsync("data: 1\n\n", http.RequestAborted);

    private static string Charge() => "charged";

    private static string Refund() => "refunded";

    private static string TakeStock() => "taken";

    private sealed record Invoice(string Id, string Customer, string Tenant);
}
