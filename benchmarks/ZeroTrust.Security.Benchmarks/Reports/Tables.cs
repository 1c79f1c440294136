using System.Globalization;
using System.Text;

namespace ZeroTrust.Security.Benchmarks.Reports;

/// <summary>The tables of the page, in Markdown.</summary>
internal static class Tables
{
    /// <summary>Which runs are kept, and of which machine.</summary>
    public static string Runs(params IReadOnlyList<(string Command, StoredRuns Runs)> kept)
    {
        var text = new StringBuilder("| runs | processor | system | runtime | the last |\n|---|---|---|---|---|\n");
        foreach (var (command, runs) in kept)
        {
            var machine = runs.Machine;
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {runs.Count} of {command} | {machine.Processor}, {machine.Cores} cores | {machine.System} | {machine.Runtime}, OpenSSL {machine.OpenSsl} | {machine.Date} |\n");
        }

        return text.ToString().TrimEnd();
    }

    public static string Goals(IEnumerable<StoredResult> rows)
    {
        var text = new StringBuilder("| row | what | measured | gate | aim | |\n|---|---|---|---|---|---|\n");
        foreach (var row in rows.Where(static row => row.Gate is not null))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.Row} | {RowNames.Of(row.Row)} | {Number(row.Value)} | {Bound(row, row.Gate)} | {Bound(row, row.Aim)} | {Verdict(row)} |\n");
        }

        return text.ToString().TrimEnd();
    }

    public static string Extras(IEnumerable<StoredResult> rows)
    {
        var text = new StringBuilder("| row | ratio |\n|---|---|\n");
        foreach (var row in rows.Where(static row => row.Gate is null))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.Row} | {Number(row.Value)} |\n");
        }

        return text.ToString().TrimEnd();
    }

    public static string Timings(IEnumerable<StoredResult> rows)
    {
        var text = new StringBuilder("| row | variant | min ns | median ns | bytes |\n|---|---|---|---|---|\n");
        foreach (var row in rows.Where(static row => !row.IsBytes))
        {
            foreach (var timing in row.Timings ?? [])
            {
                text.Append(CultureInfo.InvariantCulture, $"| {row.Row} | {timing.Name} | {Number(timing.Min)} | {Number(timing.Median)} | {(timing.Bytes is { } bytes ? Number(bytes) : "")} |\n");
            }
        }

        return text.ToString().TrimEnd();
    }

    public static string Loads(IEnumerable<StoredResult> rows)
    {
        var text = new StringBuilder("| server and header | requests/s | p99 ms | server CPU µs a request |\n|---|---|---|---|\n");
        foreach (var load in rows.SelectMany(static row => row.Loads ?? []).DistinctBy(static load => load.Name, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {load.Name} | {Number(load.PerSecond)} | {load.P99Milliseconds} | {load.ProcessorMicroseconds} |\n");
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>What falls short, each with what stands in the way.</summary>
    public static string Shortfalls(IEnumerable<StoredResult> rows)
    {
        var lines = rows.Where(static row => !row.PassesGate || !row.ReachesAim).Select(static row => string.Create(
            CultureInfo.InvariantCulture,
            $"- **{row.Row}**: {Number(row.Value)}, {(row.PassesGate ? $"aim {Bound(row, row.Aim)}" : $"gate {Bound(row, row.Gate)} **not passed**")}. {RowNames.Obstacle(row.Row)}"));
        var text = string.Join('\n', lines);
        return text.Length == 0 ? "None." : text;
    }

    public static string Number(double value) =>
        value.ToString(Math.Abs(value) >= 100 ? "#,0" : "0.##", CultureInfo.InvariantCulture);

    private static string Bound(StoredResult row, double? bound) => bound is null ? "" : (row.IsAtMost ? "≤ " : "") + Number(bound.Value);

    private static string Verdict(StoredResult row) => (row.PassesGate, row.ReachesAim) switch
    {
        (false, _) => "**fails**",
        (true, false) => "passes",
        _ => "reaches the aim",
    };
}
