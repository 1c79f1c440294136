namespace Shop.Demo.Rows;

/// <summary>Straight to Orders, which is not to be called by anybody but the gateway.</summary>
internal static class PastTheGateway
{
    public static DemoPart Of(Visitor visitor)
    {
        var alice = visitor.Shop.Alice();
        return new("Past the gateway, straight to Orders",
        [
            new("nothing but the request", () => visitor.OrdersAsync(Calls.OrderLamp), Outcome.NoCredential, "no_credential"),
            new("alice's own token, good at the gateway", () => visitor.OrdersAsync(Calls.OrderLamp.As(alice)),
                Outcome.BadToken, nameof(TokenFailure.AudienceMismatch)),
            new("a token of alice's for Orders", () => visitor.OrdersAsync(Calls.OrderLamp.Bearer(alice.Token("orders:place").WithAudience("orders").Build())),
                Outcome.Denied, "service_required"),
        ]);
    }
}
