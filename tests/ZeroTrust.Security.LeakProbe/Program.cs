using Shop.Demo;
using ZeroTrust.Security.LeakProbe;
using ZeroTrust.Security.Testing;

// Plays the demo of the shop with secrets wherever the library takes one, everything logged, and every output kept in the folder that is its first argument. With "redact" the logs are masked, and code of the application
// leaks into them; with "leak" one secret is put into each channel.
var outputs = new Outputs(args[0]);
var (redact, leak) = (args.Contains("redact"), args.Contains("leak"));
AppDomain.CurrentDomain.FirstChanceException += (_, thrown) => outputs.Say("exceptions", thrown.Exception.ToString());
outputs.Plant("client", "client-s3cret-of-the-shop");
outputs.Plant("client-refused", "client-s3cret-that-is-wrong");
outputs.Plant("card", "4111 1111 1111 1111");

await using var vendor = await FakeTokenIssuer.StartAsync(new() { Audience = "vendor", Clients = [new("shop", outputs.TextOf("client"))] });
using var measurements = new Measurements(outputs);
var shop = new PlantedShop(outputs, vendor, redact, leak);
var exitCode = await DemoRun.RunAsync(Console.Out, shop.Prepare, async running =>
{
    await Visits.MakeAsync(running, outputs);
    foreach (var (name, service) in new[] { ("Gateway", running.Gateway), ("Orders", running.Orders), ("Analytics", running.Analytics), ("Payments", running.Payments) })
    {
        Dumps.Of(name, service, shop.ServicesOf(name), outputs);
    }

    if (redact)
    {
        Leaks.IntoLogs(running, outputs);
    }

    if (leak)
    {
        await Leaks.IntoEachChannelAsync(running, shop, outputs);
    }

    // dotnet-counters is told once a second.
    measurements.Collect();
    await Task.Delay(TimeSpan.FromSeconds(2.5));
});
outputs.Write();
return exitCode;
