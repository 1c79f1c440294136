namespace Shop.Demo.Rows;

/// <summary>What the shop is there for. Payments sees who pays and who asks, proven apart from each other.</summary>
internal static class GoodPath
{
    public static DemoPart Of(Visitor visitor) => new("What the shop is there for",
    [
        new("a customer orders a lamp: Gateway, Orders, Payments",
            () => visitor.GatewayAsync(Calls.OrderLamp.As(visitor.Shop.Alice())).SeenByPaymentsAsync(),
            Outcome.Ok, "Payments saw user alice, service orders"),
        new("an analyst reads the revenue: Gateway, Analytics, Payments",
            () => visitor.GatewayAsync(Calls.Revenue.As(visitor.Shop.Ada())).SeenByPaymentsAsync(),
            Outcome.Ok, "Payments saw user none, service analytics"),
        new("a job takes the charge back",
            () => visitor.PaymentsAsync(Calls.RefundFirst.Bearer(visitor.Shop.Jobs.Service("refund-job").Token("payments:refund").Build()), "refund-job"),
            Outcome.Ok, null),
    ]);
}
