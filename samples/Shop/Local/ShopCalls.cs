namespace Shop.Local;

/// <summary>Calls to try by hand.</summary>
internal static class ShopCalls
{
    public static string Of(ShopCluster shop) => $$"""
        Gateway {{shop.AddressOf("gateway")}}, Orders {{shop.AddressOf("orders")}}, Payments {{shop.AddressOf("payments")}}, Analytics {{shop.AddressOf("analytics")}}. Ctrl+C ends them.

        A customer orders a lamp, which Payments charges:
        curl -i -H "Authorization: Bearer {{TokenOf(shop, "alice", "customer")}}" -H "Content-Type: application/json" -d '{"sku":"lamp"}' {{shop.AddressOf("gateway")}}orders

        An analyst reads the revenue:
        curl -i -H "Authorization: Bearer {{TokenOf(shop, "ada", "analyst")}}" {{shop.AddressOf("gateway")}}reports/revenue

        """;

    private static string TokenOf(ShopCluster shop, string user, string role) => shop.People.User(user).WithRoles(role).Token().Build();
}
