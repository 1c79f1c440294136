using Shop.Services.Contracts;

namespace Shop.Services.Orders;

/// <summary>
/// Takes orders and has them paid. It calls Payments as itself, for the user: the token names both, and so does the connection, by its
/// certificate. A card comes sealed for Payments and goes on as it came.
/// </summary>
internal static class OrdersService
{
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust")).AddServiceTokens();
        builder.Services.AddHttpClient("payments", http => http.BaseAddress = new(builder.Configuration["Services:payments"]!))
            .ConfigurePrimaryHttpMessageHandler(() => ServiceTls.CreateHandler(builder.Configuration))
            .AddServiceToken("payments");
        builder.Services.AddSingleton<OrderBook>();

        var app = builder.Build();
        app.UseZeroTrust();

        app.MapServiceKeys();
        app.MapPost("/orders", PlaceOrderAsync).RequireUser().RequirePermission("orders:place").AllowCallers("gateway");
        return app;
    }

    private static async Task<IResult> PlaceOrderAsync(NewOrder wanted, HttpContext http, OrderBook book, IHttpClientFactory clients, CancellationToken ended)
    {
        if (!book.TryGetPrice(wanted.Sku, out var price))
        {
            return Results.NotFound();
        }

        var id = book.NextNumber();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/charges") { Content = JsonContent.Create(new NewCharge(id, price, wanted.Card)) };
        using var answer = await clients.CreateClient("payments").SendAsync(request.ForUser(http.GetDelegatedUser()!), ended);
        return answer.IsSuccessStatusCode && await answer.Content.ReadFromJsonAsync<Charge>(ended) is { } charge
            ? Results.Ok(new Order(id, http.GetCaller().User!.Subject, wanted.Sku, charge, wanted.Card))
            : Results.StatusCode(StatusCodes.Status502BadGateway);
    }
}
