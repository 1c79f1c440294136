using System.Collections.Concurrent;

namespace Orders.Shop;

/// <summary>The shop's data, in memory.</summary>
public sealed class OrderBook
{
    private readonly ConcurrentDictionary<int, Order> _orders = new()
    {
        [1] = new(1, "alice", "lamp", OrderState.Placed),
        [2] = new(2, "alice", "desk", OrderState.Placed),
        [3] = new(3, "bob", "lamp", OrderState.Placed),
    };

    private readonly ConcurrentDictionary<string, decimal> _prices = new(StringComparer.Ordinal) { ["lamp"] = 25m, ["desk"] = 310m };

    public IReadOnlyDictionary<string, decimal> Prices => _prices;

    public IEnumerable<Order> OrdersOf(string customer) =>
        _orders.Values.Where(order => order.Customer == customer).OrderBy(static order => order.Id);

    public Order? Find(int id) => _orders.GetValueOrDefault(id);

    public Order? TryMove(int id, OrderState state)
    {
        while (_orders.TryGetValue(id, out var order))
        {
            var moved = order with { State = state };
            if (_orders.TryUpdate(id, moved, order))
            {
                return moved;
            }
        }

        return null;
    }

    public bool TrySetPrice(string sku, decimal price) =>
        _prices.TryGetValue(sku, out var old) && _prices.TryUpdate(sku, price, old);
}
