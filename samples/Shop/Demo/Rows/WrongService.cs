using Shop.Services.Contracts;

namespace Shop.Demo.Rows;

/// <summary>Analytics may read from Payments and no more.</summary>
internal static class WrongService
{
    public static DemoPart Of(Visitor visitor)
    {
        var shop = visitor.Shop;
        return new("Analytics calling Payments",
        [
            new("Analytics charges, as itself",
                () => ChargeAsync(shop.Analytics),
                Outcome.Denied, "user_required"),
            new("Analytics charges, with a cashier's token that it got hold of",
                () => visitor.PaymentsAsync(Calls.ChargeLamp.Bearer(shop.People.User("carl").WithRoles("cashier").Token().WithAudience("payments").Build()), "analytics"),
                Outcome.Denied, "caller_not_in_table"),
            new("Analytics charges, with a token of Orders that it got hold of",
                async () => await visitor.PaymentsAsync(Calls.ChargeLamp.Bearer(await TokenThief.StealFromOrdersAsync(shop)), "analytics"),
                Outcome.Malformed, "services_differ"),
        ]);
    }

    // With its own client: its own certificate, and a token that it minted.
    private static async Task<DemoReply> ChargeAsync(WebApplication analytics)
    {
        using var client = analytics.Services.GetRequiredService<IHttpClientFactory>().CreateClient("payments");
        using var answer = await client.PostAsJsonAsync("/charges", new NewCharge(1, 25m));
        return DemoReply.From((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
