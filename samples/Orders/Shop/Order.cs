namespace Orders.Shop;

public sealed record Order(int Id, string Customer, string Sku, OrderState State);
