using ZeroTrust.Security.Benchmarks.Guard;

namespace ZeroTrust.Security.Benchmarks.Audit;

/// <summary>14 and 15: a decision on record against a line of the console logger as JSON: on the thread of the request, and until all are written.</summary>
internal static class AuditRows
{
    private const int MostNanoseconds = 150;

    public static IEnumerable<GoalResult> Measure(Effort effort)
    {
        using var ours = new JournalledDecisions();
        using var peer = new LoggedDecisions();
        var timings = Interleaved.Measure(
            effort,
            new("`ILogger`, JSON console", peer.Record) { Prepare = peer.Drain, BatchSize = LoggedDecisions.Batch },
            new("ours", ours.Record) { Prepare = ours.Drain, BatchSize = LoggedDecisions.Batch });
        yield return GoalResult.Faster("14", timings[0], timings[1], 20, 100);
        yield return new("14 ns", timings[1].Median, MostNanoseconds, MostNanoseconds, Bound.AtMost, ValueKind.Ratio, []);
        yield return GoalResult.Allocates("14", timings[1].Bytes!.Value, 0);

        var sustained = Interleaved.Measure(
            effort with { Rounds = Math.Min(effort.Rounds, 21) },
            new("`ILogger`, JSON console", peer.RecordAndDrain) { BatchSize = LoggedDecisions.LongBatch },
            new("ours", ours.RecordAndDrain) { BatchSize = LoggedDecisions.LongBatch });
        yield return GoalResult.Faster("15 decisions", sustained[0], sustained[1], 4, 12);
    }
}
