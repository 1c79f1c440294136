using Shop.Demo;
using Shop.Local;

if (args is ["--demo"])
{
    return await DemoRun.RunAsync(Console.Out);
}

await using var shop = await ShopCluster.StartAsync(quiet: false);
Console.WriteLine(ShopCalls.Of(shop));
await shop.Gateway.WaitForShutdownAsync();
return 0;
