using ZeroTrust.Security.Testing;
using static Samples.Demo.DemoRequest;

namespace Orders.Demo.Rows;

/// <summary>Good tokens, or none, where more is needed.</summary>
internal static class MissingRights
{
    public static IEnumerable<DemoRow> Of(FakeTokenIssuer issuer)
    {
        var (alice, sam, ada) = (People.Alice(issuer), People.Sam(issuer), People.Ada(issuer));
        return
        [
            new("no token", Get("/customers/alice/orders"), Outcome.NoCredential),
            new("another customer's orders", Get("/customers/bob/orders").As(alice), Outcome.Denied),
            new("another customer's order cancelled", Post("/customers/bob/orders/3/cancel").As(alice), Outcome.Denied),
            new("a customer refunds herself", Post("/orders/1/refund").As(alice), Outcome.NoPermission),
            new("a support agent changes a price", Put("/products/lamp/price", """{"price":1}""").As(sam), Outcome.NoPermission),
            new("a support agent cancels for a customer", Post("/customers/alice/orders/1/cancel").As(sam), Outcome.NoPermission),
            new("an endpoint that declares nothing, no token", Get("/export"), Outcome.NoCredential),
            new("an endpoint that declares nothing, an admin", Get("/export").As(ada), Outcome.Denied),
            new("a path that does not exist, no token", Get("/nowhere"), Outcome.NoCredential),
            new("a user without any role", Get("/customers/eve/orders").As(issuer.User("eve")), Outcome.NoPermission),
        ];
    }
}
