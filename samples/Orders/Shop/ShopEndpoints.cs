namespace Orders.Shop;

/// <summary>Every door of the shop and who may pass it. Roles stand in the token; what a role may do stands in appsettings.json.</summary>
public static class ShopEndpoints
{
    public static void MapShop(this IEndpointRouteBuilder app)
    {
        app.MapGet("/products", ListProducts).AllowAnonymousBecause("the catalogue is public");
        app.MapPut("/products/{sku}/price", ChangePrice).RequirePermission("prices:write");

        app.MapGet("/customers/{customerId}/orders", ListOrders)
            .RequirePermission("orders:read").RequireOwner("customerId").OrPermission("customers:read");
        app.MapGet("/customers/{customerId}/orders/{orderId:int}", GetOrder)
            .RequirePermission("orders:read").RequireOwner("customerId").OrPermission("customers:read");
        app.MapPost("/customers/{customerId}/orders/{orderId:int}/cancel", CancelOrder)
            .RequirePermission("orders:cancel").RequireOwner("customerId");

        app.MapPost("/orders/{orderId:int}/refund", RefundOrder).RequirePermission("refunds:write");
    }

    private static IResult ListProducts(OrderBook book) => Results.Ok(book.Prices);

    private static IResult ChangePrice(string sku, PriceChange change, OrderBook book) =>
        book.TrySetPrice(sku, change.Price) ? Results.Ok(change) : Results.NotFound();

    private static IResult ListOrders(string customerId, OrderBook book) => Results.Ok(book.OrdersOf(customerId));

    private static IResult GetOrder(string customerId, int orderId, OrderBook book) =>
        book.Find(orderId) is { } order && order.Customer == customerId ? Results.Ok(order) : Results.NotFound();

    private static IResult CancelOrder(string customerId, int orderId, OrderBook book) =>
        book.Find(orderId)?.Customer == customerId && book.TryMove(orderId, OrderState.Cancelled) is { } order
            ? Results.Ok(order)
            : Results.NotFound();

    private static async Task<IResult> RefundOrder(int orderId, OrderBook book, HttpContext http)
    {
        // On disk before any money moves; what is not completed is on record as failed.
        await using var act = await http.GetAudit().BeginAsync("refund", $"orders/{orderId}");
        if (book.TryMove(orderId, OrderState.Refunded) is not { } order)
        {
            return Results.NotFound();
        }

        await act.CompleteAsync(AuditOutcome.Allowed, ("customer", order.Customer), ("amount", book.Prices[order.Sku]));
        return Results.Ok(order);
    }
}
