using ZeroTrust.Security.Testing;
using static Samples.Demo.DemoRequest;

namespace Orders.Demo.Rows;

/// <summary>Somebody with every right to refund, who does so faster than anybody should.</summary>
internal static class RefundBurst
{
    public static IEnumerable<DemoRow> Of(FakeTokenIssuer issuer)
    {
        var (rita, sam) = (People.Rita(issuer), People.Sam(issuer));
        return
        [
            new("a refund by another agent", Post("/orders/1/refund").As(rita), Outcome.Ok),
            new("a second within six seconds", Post("/orders/2/refund").As(rita), Outcome.Ok),
            new("a third within six seconds, which is an alert", Post("/orders/3/refund").As(rita), Outcome.Ok),
            new("a fourth", Post("/orders/1/refund").As(rita), Outcome.Throttled),
            new("anything else of hers", Get("/customers/bob/orders").As(rita), Outcome.Throttled),
            new("a refund by the first agent meanwhile", Post("/orders/1/refund").As(sam), Outcome.Ok),
        ];
    }
}
