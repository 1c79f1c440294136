using System.Globalization;

namespace ZeroTrust.Security.Benchmarks.Reports;

/// <summary>Everything that is written from the results that are kept: the page, the plot and the README's part.</summary>
internal static class GeneratedPages
{
    private const string Folder = "benchmarks/results";
    private const string Template = "benchmarks/ZeroTrust.Security.Benchmarks/Reports/performance.template.md";
    private const string Begin = "<!-- measured: written by the benchmarks' report -->\n";
    private const string End = "<!-- end of measured -->";

    /// <summary>The files of the repository by path, as they must be.</summary>
    public static IReadOnlyDictionary<string, string> Make(string root)
    {
        var guard = StoredRuns.Read(Path.Combine(root, Folder), "guard");
        var kestrel = StoredRuns.Read(Path.Combine(root, Folder), "kestrel");
        var audit = StoredRuns.Read(Path.Combine(root, Folder), "audit");
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["docs/performance.md"] = Page(File.ReadAllText(Path.Combine(root, Template)), guard, audit, kestrel),
            ["docs/throughput.svg"] = ThroughputPlot.Draw(kestrel),
            ["README.md"] = Readme(File.ReadAllText(Path.Combine(root, "README.md")), guard, kestrel),
        };
    }

    private static string Page(string template, StoredRuns guard, StoredRuns audit, StoredRuns kestrel)
    {
        var rows = guard.RowsWith(audit);
        var all = rows.Concat(kestrel.Rows).ToList();
        return template
            .Replace("{{runs}}", Tables.Runs(("`guard`", guard), ("`guard --only audit,journal,detection`, for its rows", audit), ("`kestrel`", kestrel)), StringComparison.Ordinal)
            .Replace("{{goals}}", Tables.Goals(all), StringComparison.Ordinal)
            .Replace("{{extras}}", Tables.Extras(all), StringComparison.Ordinal)
            .Replace("{{shortfalls}}", Tables.Shortfalls(all), StringComparison.Ordinal)
            .Replace("{{loads}}", Tables.Loads(kestrel.Rows), StringComparison.Ordinal)
            .Replace("{{timings}}", Tables.Timings(rows), StringComparison.Ordinal);
    }

    private static string Readme(string readme, StoredRuns guard, StoredRuns kestrel)
    {
        var from = readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var to = readme.IndexOf(End, StringComparison.Ordinal);
        return from < Begin.Length || to < from
            ? throw new InvalidDataException("README.md has no place for what was measured.")
            : readme[..from] + Numbers(guard, kestrel) + readme[to..];
    }

    private static string Numbers(StoredRuns guard, StoredRuns kestrel)
    {
        var (ours, gain) = (kestrel["10 RS256"].Value, kestrel["11 RS256"].Value);
        return string.Create(CultureInfo.InvariantCulture, $"""
            ![Requests per second beside AddJwtBearer and no protection](docs/throughput.svg)

            - A token that was proven before is validated **{Tables.Number(guard["2 RS256"].Value)} times** as fast as by `JsonWebTokenHandler` (RS256; ES256: {Tables.Number(guard["2 ES256"].Value)}),
              measured as one call in the midst of other work.
            - A service keeps **{Math.Round(ours * 100)} %** of the requests per second it has without protection; with `AddJwtBearer` and a policy {Math.Round(ours / gain * 100)} % (RS256).
            - That adds **{Tables.Number(guard["7 RS256 added bytes"].Value)} bytes** to a request.

            [All of it](docs/performance.md), with the machine, how to run it, and where a peer is as good.

            """);
    }
}
