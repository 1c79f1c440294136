using System.Text.Json.Serialization;

namespace Orders.Shop;

[JsonConverter(typeof(JsonStringEnumConverter<OrderState>))]
public enum OrderState
{
    Placed = 0,
    Cancelled = 1,
    Refunded = 2,
}
