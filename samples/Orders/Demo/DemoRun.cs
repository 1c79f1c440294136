using System.Diagnostics;
using Orders.Demo.Rows;
using ZeroTrust.Security.Testing;

namespace Orders.Demo;

/// <summary>Sends every row to the service and to its twin, prints what came back, and says whether all was as it should be.</summary>
internal static class DemoRun
{
    private const int LeastDifferences = 15;

    public static async Task<int> RunAsync(TextWriter output)
    {
        var started = Stopwatch.GetTimestamp();
        await using var issuer = await FakeTokenIssuer.StartAsync(new() { Audience = "orders" });
        await using var stranger = await FakeTokenIssuer.StartAsync(new() { Audience = "orders" });
        await using var apps = await DemoApps.StartAsync(issuer);

        var results = new List<DemoResult>();
        foreach (var row in AllRows(issuer, stranger))
        {
            var actual = await RawHttpClient.SendAsync(apps.Service, row.Request);
            var twin = await RawHttpClient.SendAsync(apps.Twin, row.Request);
            results.Add(new(row, actual, twin.Answer));
        }

        DemoTable.Print(output, results, Stopwatch.GetElapsedTime(started));
        await apps.StopServiceAsync();
        var proven = DemoJournal.Print(output, apps.Journal);
        return proven && results.TrueForAll(static result => result.AsExpected) && results.Count(static result => result.TwinDiffers) >= LeastDifferences
            ? 0
            : 1;
    }

    private static IEnumerable<DemoRow> AllRows(FakeTokenIssuer issuer, FakeTokenIssuer stranger) =>
    [
        .. GoodRequests.Of(issuer),
        .. MissingRights.Of(issuer),
        .. WrongTokens.Of(issuer, stranger),
        .. ForgedTokens.Of(issuer),
        .. OddCredentials.Of(issuer),
        .. RefundBurst.Of(issuer),
    ];
}
