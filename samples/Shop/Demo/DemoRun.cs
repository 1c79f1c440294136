using System.Diagnostics;
using Shop.Demo.Rows;
using Shop.Local;

namespace Shop.Demo;

/// <summary>Plays every row against the running shop, prints what came back, and says whether all was as it should be.</summary>
internal static class DemoRun
{
    public static async Task<int> RunAsync(TextWriter output)
    {
        var started = Stopwatch.GetTimestamp();
        await using var shop = await ShopCluster.StartAsync(quiet: true, HeaderMirror.Add);

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
