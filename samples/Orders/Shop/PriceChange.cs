namespace Orders.Shop;

public sealed record PriceChange(decimal Price);
