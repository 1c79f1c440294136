using System.Text.Json;
using Shop.Local;

namespace Shop.Demo.Rows;

/// <summary>A card number that Gateway and Orders carry and only Payments reads.</summary>
internal static class SealedCards
{
    private const string Card = "4111 1111 1111 1111";

    // Orders says no more of what Payments refused.
    private static DemoAnswer NotCharged => new(502);

    public static DemoPart Of(Visitor visitor)
    {
        var shop = visitor.Shop;
        return new("A card that only Payments can read",
        [
            new("alice pays by card, through Gateway and Orders",
                async () => await SeenAsync(shop, visitor.GatewayAsync((await CardForm.FillInAsync(shop, "lamp", Card)).As(shop.Alice()))),
                Outcome.Ok, "Payments read a card ending in 1111, Orders could not"),
            new("the same, a character of the card changed on the way",
                async () => await visitor.GatewayAsync((await CardForm.FillInAsync(shop, "lamp", Card, static json => ChangeCard(json))).As(shop.Alice())),
                NotCharged, null),
            new("a card number in the clear, which Payments does not take",
                () => visitor.GatewayAsync((DemoRequest.Post("/orders") with { Json = $$"""{"sku":"lamp","card":"{{Card}}"}""" }).As(shop.Alice())),
                NotCharged, null),
        ]);
    }

    // Ten characters from its end: in the tag, where no character has unused bits.
    private static string ChangeCard(string json)
    {
        var at = json.IndexOf("\"}", StringComparison.Ordinal) - 10;
        return $"{json[..at]}{(json[at] == 'A' ? 'B' : 'A')}{json[(at + 1)..]}";
    }

    private static async Task<DemoReply> SeenAsync(ShopCluster shop, Task<DemoReply> sent)
    {
        var reply = await sent;
        if (reply.Answer.Status != 200)
        {
            return reply;
        }

        using var json = JsonDocument.Parse(reply.Body);
        var held = json.RootElement.GetProperty("card").GetString()!;
        var hidden = !reply.Body.Contains(Card, StringComparison.Ordinal) && !await TakenOverOrders.ReadsAsync(shop, held);
        return reply with
        {
            Reason = $"Payments read a card ending in {json.RootElement.GetProperty("charge").GetProperty("card").GetString()}, Orders {(hidden ? "could not" : "COULD TOO")}",
        };
    }
}
