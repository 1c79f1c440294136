using ZeroTrust.Security.Benchmarks.Guard;

namespace ZeroTrust.Security.Benchmarks.Caching;

/// <summary>Goal 3: the whole warm validation, with all it checks, against a bare look-up in a dictionary with its default hash.</summary>
internal static class LookUpRows
{
    public static IEnumerable<GoalResult> Measure(Effort effort)
    {
        foreach (var (count, name, gate, aim) in new[] { (1, "1", 3, 7), (10_000, "10k", 1.5, 4) })
        {
            var subject = LookUpSubject.Create(count);
            var timings = Interleaved.Measure(effort, subject.Dictionary(), subject.Ours());
            yield return GoalResult.Faster($"3 {name}", timings[0], timings[1], gate, aim);
            yield return GoalResult.Allocates($"3 {name}", timings[1].Bytes!.Value, 0);
        }
    }
}
