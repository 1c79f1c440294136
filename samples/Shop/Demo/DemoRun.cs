using System.Diagnostics;
using Shop.Demo.Rows;
using Shop.Local;

namespace Shop.Demo;

/// <summary>Plays every row against the running shop, prints what came back, and says whether all was as it should be.</summary>
internal static class DemoRun
{
    /// <param name="output">Where the rows are printed.</param>
    /// <param name="prepare">Adds to each service before it is built; null for nothing.</param>
    /// <param name="afterwards">What is done with the shop when all rows were played; null for nothing.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(TextWriter output, Action<ServiceStart>? prepare = null, Func<ShopCluster, Task>? afterwards = null)
    {
        var started = Stopwatch.GetTimestamp();
        await using var shop = await ShopCluster.StartAsync(quiet: true, HeaderMirror.Add, prepare);

        var table = new DemoTable(output);
        table.PrintHead();
        foreach (var part in AllParts(new(shop)))
        {
            table.PrintTitle(part.Title);
            foreach (var row in part.Rows)
            {
                table.Print(new(row, await row.Send()));
            }
        }

        if (afterwards is not null)
        {
            await afterwards(shop);
        }

        table.PrintSum(Stopwatch.GetElapsedTime(started));
        return table.AllAsExpected ? 0 : 1;
    }

    private static IEnumerable<DemoPart> AllParts(Visitor visitor) =>
    [
        GoodPath.Of(visitor),
        SealedCards.Of(visitor),
        ForgedTokens.Of(visitor),
        SpoofedHeaders.Of(visitor),
        PastTheGateway.Of(visitor),
        NoService.Of(visitor),
        WrongService.Of(visitor),
        BeyondBounds.Of(visitor),
    ];
}
