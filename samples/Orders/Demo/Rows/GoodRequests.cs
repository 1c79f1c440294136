using ZeroTrust.Security.Testing;
using static Samples.Demo.DemoRequest;

namespace Orders.Demo.Rows;

/// <summary>What each role is there for.</summary>
internal static class GoodRequests
{
    public static IEnumerable<DemoRow> Of(FakeTokenIssuer issuer)
    {
        var (alice, sam, ada) = (People.Alice(issuer), People.Sam(issuer), People.Ada(issuer));
        return
        [
            new("anybody reads the catalogue", Get("/products"), Outcome.Ok),
            new("a customer reads her orders", Get("/customers/alice/orders").As(alice), Outcome.Ok),
            new("a customer reads one of her orders", Get("/customers/alice/orders/1").As(alice), Outcome.Ok),
            new("a customer cancels her order", Post("/customers/alice/orders/2/cancel").As(alice), Outcome.Ok),
            new("a support agent reads a customer's orders", Get("/customers/bob/orders").As(sam), Outcome.Ok),
            new("a support agent refunds an order", Post("/orders/1/refund").As(sam), Outcome.Ok),
            new("an admin changes a price", Put("/products/lamp/price", """{"price":19.5}""").As(ada), Outcome.Ok),
        ];
    }
}
