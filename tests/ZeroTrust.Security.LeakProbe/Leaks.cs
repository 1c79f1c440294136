using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Samples.Demo;
using Shop.Local;

namespace ZeroTrust.Security.LeakProbe;

/// <summary>Puts secrets where they must not be: into each channel one, to show that it is found there, and into logs those that are masked there.</summary>
internal static class Leaks
{
    /// <summary>Which one the options have.</summary>
    public const string InOptions = "client";

    /// <summary>Those that redaction is told of, since they are in no store.</summary>
    public static IReadOnlyList<string> OfOptions { get; } = ["client", "orders-kek", "journal:Orders"];

    /// <summary>One into each channel, each in another form.</summary>
    public static async Task IntoEachChannelAsync(ShopCluster shop, PlantedShop planted, Outputs outputs)
    {
        await Console.Out.WriteLineAsync(outputs.TextOf("setting"));
        await Console.Error.WriteLineAsync(Convert.ToBase64String(outputs.ValueOf("file")));
        LogOf(shop.Orders).LogTrace("{Key}", Convert.ToHexString(outputs.ValueOf("orders-kek")));
        await shop.Orders.Services.GetRequiredService<IAuditTrail>().RecordAsync("note", Uri.EscapeDataString(outputs.TextOf("database")), AuditOutcome.Allowed);
        using var meter = new Meter(outputs.TextOf("header"));
        meter.CreateCounter<long>("leaks").Add(1, new KeyValuePair<string, object?>("by", System.Buffers.Text.Base64Url.EncodeToString(outputs.ValueOf("payments-kek"))));
        planted.Taps["Orders"].Leak = outputs.TextOf("environment");
        await RawHttpClient.SendAsync(shop.AddressOf("orders"), DemoRequest.Get(ResponseTap.LeakPath));
        try
        {
            throw new InvalidOperationException($"It did not like {Encoding.UTF8.GetString(outputs.ValueOf("cookie"))}.");
        }
        catch (InvalidOperationException)
        {
            // Whoever looks at exceptions has seen it.
        }
    }

    /// <summary>What is held, into logs in every way, as code of an application might.</summary>
    public static void IntoLogs(ShopCluster shop, Outputs outputs)
    {
        var log = LogOf(shop.Orders);
        foreach (var value in ((string[])["file", "environment", "setting", "database", .. OfOptions]).Select(outputs.ValueOf))
        {
            var text = Encoding.UTF8.GetString(value);
            log.LogInformation("connecting with {Password}", text);
            log.LogInformation($"connecting with {text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal)}");
            log.LogDebug("{A} {B} {C}", Convert.ToBase64String(value), Convert.ToHexString(value), Convert.ToHexStringLower(value));
            log.LogTrace("{A} {B} {C}", System.Buffers.Text.Base64Url.EncodeToString(value), Uri.EscapeDataString(text), value);
            log.LogError(new InvalidOperationException("outer", new IOException($"Login failed with {text}") { Data = { ["password"] = text } }), "failed");
            using (log.BeginScope("using {Password}", text))
            using (log.BeginScope(new Dictionary<string, object?> { ["authorization"] = $"Basic {Convert.ToBase64String([.. "user:"u8, .. value])}" }))
            {
                log.LogCritical("in a scope");
            }
        }
    }

    private static ILogger LogOf(WebApplication service) => service.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Shop.Code");
}
