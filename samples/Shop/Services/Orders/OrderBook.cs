namespace Shop.Services.Orders;

/// <summary>Prices and order numbers, in memory.</summary>
internal sealed class OrderBook
{
    private readonly Dictionary<string, decimal> _prices = new(StringComparer.Ordinal) { ["lamp"] = 25m, ["desk"] = 310m };
    private int _last;

    public bool TryGetPrice(string sku, out decimal price) => _prices.TryGetValue(sku, out price);

    public int NextNumber() => Interlocked.Increment(ref _last);
}
