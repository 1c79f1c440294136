using System.Text.Json;
using Shop.Local;
using ZeroTrust.Security.Testing;

namespace Shop.Demo.Rows;

/// <summary>The calls and the people of the demo.</summary>
internal static class Calls
{
    public static DemoRequest OrderLamp { get; } = DemoRequest.Post("/orders") with { Json = """{"sku":"lamp"}""" };

    public static DemoRequest Revenue { get; } = DemoRequest.Get("/reports/revenue");

    public static DemoRequest ChargeLamp { get; } = DemoRequest.Post("/charges") with { Json = """{"order":1,"amount":25}""" };

    public static DemoRequest RefundFirst { get; } = DemoRequest.Post("/charges/1/refund");

    public static FakeCaller Alice(this ShopCluster shop) => shop.People.User("alice").WithRoles("customer");

    public static FakeCaller Ada(this ShopCluster shop) => shop.People.User("ada").WithRoles("analyst");

    public static DemoRequest As(this DemoRequest request, FakeCaller caller) => request.Bearer(caller.Token().Build());

    /// <summary>Has the reply say whom Payments saw, by what it answered.</summary>
    public static async Task<DemoReply> SeenByPaymentsAsync(this Task<DemoReply> sent)
    {
        var reply = await sent;
        if (reply.Answer.Status != 200)
        {
            return reply;
        }

        using var json = JsonDocument.Parse(reply.Body);
        var seen = json.RootElement.TryGetProperty("charge", out var charge) ? charge : json.RootElement;
        return reply with { Reason = $"Payments saw user {seen.GetProperty("user").GetString() ?? "none"}, service {seen.GetProperty("service").GetString()}" };
    }
}
