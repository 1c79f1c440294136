using ZeroTrust.Security.Benchmarks.Guard;
using ZeroTrust.Security.Benchmarks.Journal;

namespace ZeroTrust.Security.Benchmarks.Detection;

/// <summary>What a rule that matches every event takes of the thread that writes the journal.</summary>
internal static class DetectionRows
{
    public static IEnumerable<GoalResult> Measure(Effort effort)
    {
        using var journal = new JournalSubject();
        using var watched = new WatchedEvents();
        var timings = Interleaved.Measure(
            effort with { Rounds = 9, Batch = effort.Batch * 100 },
            new("journal", journal.WriteJournal) { Prepare = journal.Rewind, BatchSize = JournalSubject.Batch },
            new("journal, watched by a rule", count =>
            {
                journal.WriteJournal(count);
                watched.Watch(count);
            }) { Prepare = journal.Rewind, BatchSize = JournalSubject.Batch });
        yield return GoalResult.Above("detection", timings[0], timings[1], 1.5, 1.25);

        var alone = Interleaved.Measure(effort, new("journal", journal.WriteJournal) { Prepare = journal.Rewind, BatchSize = JournalSubject.Batch }, new("one rule", watched.Watch));
        yield return GoalResult.Allocates("detection", alone[1].Bytes!.Value, 0);
    }
}
