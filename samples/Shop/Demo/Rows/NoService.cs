namespace Shop.Demo.Rows;

/// <summary>Payments called without the proof of a service: none, half of it, or that of another authority.</summary>
internal static class NoService
{
    public static DemoPart Of(Visitor visitor)
    {
        var shop = visitor.Shop;
        return new("Payments without a service's identity",
        [
            new("nothing but the request", () => visitor.PaymentsAsync(Calls.ChargeLamp), Outcome.NoCredential, "no_credential"),
            new("a token of alice's for Payments", () => visitor.PaymentsAsync(Calls.ChargeLamp.Bearer(shop.Alice().Token("payments:charge").WithAudience("payments").Build())),
                Outcome.Denied, "service_required"),
            new("Orders' token, stolen, without a certificate", async () => await visitor.PaymentsAsync(Calls.ChargeLamp.Bearer(await TokenThief.StealFromOrdersAsync(shop))),
                Outcome.Denied, "certificate_required"),
            new("Orders' token, stolen, with a certificate of another authority", async () => await visitor.PaymentsWithForeignCertificateAsync(Calls.ChargeLamp.Bearer(await TokenThief.StealFromOrdersAsync(shop)), "orders"),
                DemoAnswer.NoConnection, null),
            new("the same token by Orders' own connection, to compare", async () => await visitor.PaymentsAsync(Calls.ChargeLamp.Bearer(await TokenThief.StealFromOrdersAsync(shop)), "orders").SeenByPaymentsAsync(),
                Outcome.Ok, "Payments saw user alice, service orders"),
        ]);
    }
}
