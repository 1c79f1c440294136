using ZeroTrust.Security.Benchmarks.Guard;

namespace ZeroTrust.Security.Benchmarks.Journal;

/// <summary>15: the journal's engine against a plain loop that hashes and writes the same lines. Neither side flushes: that is the disk's own time.</summary>
internal static class JournalRows
{
    private const double NanosecondsPerSecond = 1e9;

    public static IEnumerable<GoalResult> Measure(Effort effort)
    {
        using var subject = new JournalSubject();
        var long9 = effort with { Rounds = 9, Batch = effort.Batch * 100 };
        var timings = Interleaved.Measure(
            long9,
            new(JournalSubject.PlainLoop, subject.WriteLines) { Prepare = subject.Rewind, BatchSize = JournalSubject.Batch },
            new("journal", subject.WriteJournal) { Prepare = subject.Rewind, BatchSize = JournalSubject.Batch });
        yield return GoalResult.Above("15 journal", timings[0], timings[1], 1.5, 1.2);
        yield return new(
            "15 journal events/s", Math.Round(NanosecondsPerSecond / timings[1].Median), 300_000, 600_000, Bound.AtLeast, ValueKind.Ratio, []);
    }
}
