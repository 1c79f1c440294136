using System.Text.Json.Nodes;

namespace Shop.Demo.Rows;

/// <summary>Well-signed tokens of services that say what is not theirs to say.</summary>
internal static class BeyondBounds
{
    public static DemoPart Of(Visitor visitor)
    {
        var (shop, job) = (visitor.Shop, visitor.Shop.Jobs.Service("refund-job"));
        return new("Services that say more than they may",
        [
            new("Analytics, taken over, signs as 'orders'",
                async () => await visitor.PaymentsAsync(Calls.ChargeLamp.Bearer(await TakenOverAnalytics.MintAsync(shop)), "analytics"),
                Outcome.Denied, "user_required"),
            new("Analytics, taken over, acts for alice",
                async () => await visitor.PaymentsAsync(Calls.ChargeLamp.Bearer(await TakenOverAnalytics.MintAsync(shop, shop.Alice().Token().WithAudience("analytics").Build())), "analytics"),
                Outcome.BadToken, nameof(TokenFailure.OutsideTrust)),
            new("the issuer of jobs names another service",
                () => visitor.PaymentsAsync(Calls.RefundFirst.Bearer(shop.Jobs.Service("orders").Token("payments:refund").Build()), "refund-job"),
                Outcome.BadToken, nameof(TokenFailure.OutsideTrust)),
            new("the issuer of jobs acts for alice",
                () => visitor.PaymentsAsync(Calls.RefundFirst.Bearer(job.Token("payments:refund").ForUser("alice").Claim("act", new JsonObject { ["sub"] = "refund-job" }).Build()), "refund-job"),
                Outcome.BadToken, nameof(TokenFailure.OutsideTrust)),
            new("the issuer of jobs gives a role that is not its to give",
                () => visitor.PaymentsAsync(Calls.RefundFirst.Bearer(job.WithRoles("cashier").Token().Build()), "refund-job"),
                Outcome.NoPermission, "grant_missing"),
        ]);
    }
}
