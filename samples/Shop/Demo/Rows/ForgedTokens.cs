using System.Text.Json.Nodes;
using ZeroTrust.Security.Testing;

namespace Shop.Demo.Rows;

/// <summary>Tokens that nobody signed who is trusted: of a user at the gateway, and of services further in.</summary>
internal static class ForgedTokens
{
    public static DemoPart Of(Visitor visitor)
    {
        var (shop, forger) = (visitor.Shop, visitor.Shop.People);
        return new("Forged identity tokens",
        [
            new("alice's token, its signature taken away (alg none)",
                () => visitor.GatewayAsync(Calls.OrderLamp.Bearer(shop.Alice().Token().WithoutSignature().Build())),
                Outcome.BadToken, nameof(TokenFailure.Malformed)),
            new("alice's token, signed by a key of the attacker's",
                () => visitor.GatewayAsync(Calls.OrderLamp.Bearer(Sign(shop.Alice().Token(), forger.CurrentKey.KeyId))),
                Outcome.BadToken, nameof(TokenFailure.SignatureInvalid)),
            new("a token of the gateway, forged, to Orders",
                () => visitor.OrdersAsync(Calls.OrderLamp.Bearer(Forge(forger, shop.Gateway, "gateway", "orders", "orders:place"))),
                Outcome.BadToken, nameof(TokenFailure.SignatureInvalid)),
            new("a token of Orders, forged, to Payments by Orders' connection",
                () => visitor.PaymentsAsync(Calls.ChargeLamp.Bearer(Forge(forger, shop.Orders, "orders", "payments", "payments:charge")), "orders"),
                Outcome.BadToken, nameof(TokenFailure.SignatureInvalid)),
        ]);

        // Right in every part but the signature: the service's address, its key's name, the user it acts for.
        string Forge(FakeTokenIssuer issuer, WebApplication service, string name, string audience, string permission) => Sign(
            issuer.Service(name).Token(permission).WithAudience(audience).ForUser("alice")
                .Claim("act", new JsonObject { ["sub"] = name })
                .Claim("iss", shop.AddressOf(name).GetLeftPart(UriPartial.Authority)),
            service.Services.GetRequiredService<IKeyRing>().Keys[0].KeyId);
    }

    private static string Sign(FakeTokenBuilder token, string keyId)
    {
        using var key = FakeSigningKey.Create("ES256", keyId);
        return token.SignedBy(key).Build();
    }
}
