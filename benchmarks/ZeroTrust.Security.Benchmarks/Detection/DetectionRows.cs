using ZeroTrust.Security.Benchmarks.Guard;
using ZeroTrust.Security.Benchmarks.Journal;

namespace ZeroTrust.Security.Benchmarks.Detection;

/// <summary>What a rule that matches every event takes of the thread that writes the journal, beside the plain loop that the journal is held against too.</summary>
internal static class DetectionRows
{
    public static IEnumerable<GoalResult> Measure(Effort effort)
    {
        using var subject = new JournalSubject();
        using var watched = new WatchedEvents();
        var timings = Interleaved.Measure(
            effort with { Rounds = 9, Batch = effort.Batch * 100 },
            new(JournalSubject.PlainLoop, subject.WriteLines) { Prepare = subject.Rewind, BatchSize = JournalSubject.Batch },
            new("one rule", watched.Watch) { BatchSize = JournalSubject.Batch });

        // Half of what the journal may take itself (row 15).
        yield return GoalResult.Above("detection", timings[0], timings[1], 0.75, 0.25);
        yield return GoalResult.Allocates("detection", timings[1].Bytes!.Value, 0);
    }
}
