using Shop.Services.Contracts;

namespace Shop.Services.Analytics;

/// <summary>Reports on the shop. What it needs of Payments it asks for as itself, for nobody else: no user stands behind that call.</summary>
internal static class AnalyticsService
{
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust")).AddServiceTokens();
        builder.Services.AddHttpClient("payments", http => http.BaseAddress = new(builder.Configuration["Services:payments"]!))
            .ConfigurePrimaryHttpMessageHandler(() => ServiceTls.CreateHandler(builder.Configuration))
            .AddServiceToken("payments");

        var app = builder.Build();
        app.UseZeroTrust();

        app.MapServiceKeys();
        app.MapGet("/reports/revenue", GetRevenueAsync).RequireUser().RequirePermission("reports:read").AllowCallers("gateway");
        return app;
    }

    private static Task<Revenue?> GetRevenueAsync(IHttpClientFactory clients, CancellationToken ended) =>
        clients.CreateClient("payments").GetFromJsonAsync<Revenue>("/charges/total", ended);
}
