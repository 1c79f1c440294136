namespace Shop.Demo.Rows;

/// <summary>Headers by which applications are told who calls, sent by the client itself.</summary>
internal static class SpoofedHeaders
{
    private static readonly string[] Headers =
    [
        "X-User-ID: bob", "x-user-id: bob", "X_User_ID: bob", "X-USER_ID: bob", "X.User.Id: bob", "X-User-Role: admin", "X-Forwarded-User: bob", "Remote-User: bob",
        "X-Forwarded-Client-Cert: By=spiffe://shop.internal/gateway;URI=spiffe://shop.internal/orders",
    ];

    public static DemoPart Of(Visitor visitor)
    {
        var alice = visitor.Shop.Alice();
        return new("Identity headers through the gateway",
        [
            new("headers that say bob, and no token", () => visitor.GatewayAsync(Calls.OrderLamp.With(Headers)), Outcome.NoCredential, "no_credential"),
            new("alice's token, and headers that say bob", () => visitor.GatewayAsync(Calls.OrderLamp.With(Headers).As(alice)).SeenByPaymentsAsync(),
                Outcome.Ok, "Payments saw user alice, service orders"),
            new("alice's token, and a header that has proxies drop it", () => visitor.GatewayAsync(Calls.OrderLamp.With("Connection: Authorization").As(alice)).SeenByPaymentsAsync(),
                Outcome.Ok, "Payments saw user alice, service orders"),
            .. Headers.Select(header => new DemoRow(
                $"alice's token, and {header.Split(':')[0]}",
                () => visitor.GatewayAsync(DemoRequest.Get(HeaderMirror.Path).With(header).As(alice)).SeenByOrdersAsync(),
                Outcome.Ok, "Orders saw none of it")),
        ]);
    }

    private static DemoRequest With(this DemoRequest request, string[] headers) => request with { Headers = [.. request.Headers, .. headers] };

    private static async Task<DemoReply> SeenByOrdersAsync(this Task<DemoReply> sent)
    {
        var reply = await sent;
        return reply.Answer == Outcome.Ok ? reply with { Reason = reply.Body.Length == 0 ? "Orders saw none of it" : $"Orders saw {reply.Body}" } : reply;
    }
}
