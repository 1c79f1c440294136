using ZeroTrust.Security.Benchmarks.Guard;

namespace ZeroTrust.Security.Benchmarks.Caching;

/// <summary>Goal 16: what a second thread adds to warm validation, as a share of what it adds to a loop of arithmetic.</summary>
internal static class ThreadRows
{
    public static IEnumerable<GoalResult> Measure(Effort effort)
    {
        using var pair = new ThreadPair();
        var subject = new ThreadSubject();
        var timings = Interleaved.Measure(
            effort with { Batch = effort.Batch * 3 },
            new("arithmetic, one thread", ThreadSubject.Calculate),
            new("arithmetic, two threads", count => pair.Run(ThreadSubject.Calculate, count)),
            new("warm, one thread", subject.LookUp),
            new("warm, two threads", count => pair.Run(subject.LookUp, count)));

        // Both threads do the whole count, so what one more thread adds is twice the time of one over the time of two.
        var shares = Enumerable.Range(0, effort.Rounds).Select(
            round => timings[2].Rounds[round] / timings[3].Rounds[round] / (timings[0].Rounds[round] / timings[1].Rounds[round]));
        yield return new("16", GoalResult.Round(Statistics.Median(shares)), 0.8, 0.95, Bound.AtLeast, ValueKind.Ratio, timings);
    }
}
