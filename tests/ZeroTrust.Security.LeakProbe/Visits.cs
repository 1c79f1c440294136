using System.Data.Common;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Samples.Demo;
using Shop.Local;

namespace ZeroTrust.Security.LeakProbe;

/// <summary>Uses each secret as it is meant, and sends some where they do not belong, after the demo has been played.</summary>
internal static class Visits
{
    public static async Task MakeAsync(ShopCluster shop, Outputs outputs)
    {
        foreach (var service in (WebApplication[])[shop.Gateway, shop.Orders, shop.Analytics, shop.Payments])
        {
            foreach (var key in PrivateKeys.Of(service.Services.GetRequiredService<IKeyRing>()).ToArray())
            {
                outputs.Plant($"ring:{Convert.ToHexString(key)[..8]}:{service.Environment.ContentRootPath[^6..]}", key);
            }
        }

        var apiKey = await shop.Payments.Services.GetRequiredService<IApiKeyService>().CreateAsync(new("refund-job") { Permissions = ["payments:refund"] });
        outputs.Plant("api-key", apiKey.Text.Reveal(0, static (text, _) => text.ToArray()));
        await SendAsync(shop, outputs);
        await UseVendorAsync(shop.Analytics);
        await UseDatabaseAsync(shop.Orders);
        UseHandles(shop.Orders);
    }

    private static async Task SendAsync(ShopCluster shop, Outputs outputs)
    {
        var cookie = outputs.Plant("cookie", "session-c00kie-0123456789abcdef");
        var basic = outputs.Plant("basic", "hunter2-and-some-more");
        var header = outputs.Plant("header", "x-secret-header-value-4711");
        var malformed = outputs.Plant("malformed", "malformed-token-0123456789");
        foreach (var address in (Uri[])[shop.AddressOf("gateway"), shop.AddressOf("orders"), shop.AddressOf("analytics")])
        {
            foreach (var path in (string[])["/orders", "/orders/headers", "/reports/revenue", "/nowhere"])
            {
                await RawHttpClient.SendAsync(address, DemoRequest.Get(path).With($"Cookie: session={cookie}").With($"X-Secret: {header}"));
                await RawHttpClient.SendAsync(address, DemoRequest.Get(path).With($"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"user:{basic}"))}"));
                await RawHttpClient.SendAsync(address, DemoRequest.Get(path).Bearer(malformed));
                await RawHttpClient.SendAsync(address, DemoRequest.Get(path).Bearer(malformed).With($"X-Api-Key: {outputs.TextOf("api-key")}"));
                await RawHttpClient.SendAsync(address, DemoRequest.Get(path).With($"X-Api-Key: {outputs.TextOf("api-key")}"));
            }
        }

        await new global::Shop.Demo.Visitor(shop).PaymentsAsync(DemoRequest.Post("/charges/1/refund").With($"X-Api-Key: {outputs.TextOf("api-key")}"), "refund-job");
        await new global::Shop.Demo.Visitor(shop).PaymentsAsync(DemoRequest.Post("/charges/1/refund").With($"X-Api-Key: {outputs.TextOf("api-key")}x"), "refund-job");
    }

    private static async Task UseVendorAsync(WebApplication analytics)
    {
        var clients = analytics.Services.GetRequiredService<IHttpClientFactory>();
        using var answer = await clients.CreateClient("vendor").GetAsync(new Uri("/.well-known/openid-configuration", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        try
        {
            using var refused = await clients.CreateClient("vendor-refused").GetAsync(new Uri("/.well-known/openid-configuration", UriKind.Relative));
            throw new InvalidOperationException("A wrong secret got a token.");
        }
        catch (ServiceTokenException fault)
        {
            LogOf(analytics).LogError(fault, "The vendor cannot be called.");
        }
    }

    private static async Task UseDatabaseAsync(WebApplication orders)
    {
        var source = orders.Services.GetRequiredService<DbDataSource>();
        try
        {
            await using var connection = await source.OpenConnectionAsync();
            throw new InvalidOperationException("There is a database on the port of nobody.");
        }
        catch (DbException fault)
        {
            LogOf(orders).LogError(fault, "The database {Source} {Settings} cannot be reached.", source, source.ConnectionString);
        }
    }

    private static void UseHandles(WebApplication orders)
    {
        var secrets = orders.Services.GetRequiredService<ISecrets>();
        foreach (var reference in (string[])["secret://files/webhook-key", "secret://env/PARTNER_SECRET"])
        {
            var handle = secrets.GetHandle(SecretRef.Parse(reference));
            LogOf(orders).LogDebug("Using {Handle}, {Version}, {Value}, {Held}", handle, handle.Current, handle.Current.Value, handle.Held);
        }

        try
        {
            secrets.GetHandle(SecretRef.Parse("secret://files/webhook-key#field")).Current.Dispose();
        }
        catch (SecretUnavailableException fault)
        {
            LogOf(orders).LogWarning(fault, "There is no such field.");
        }
    }

    private static ILogger LogOf(WebApplication service) => service.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Shop.Code");
}
