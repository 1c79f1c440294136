using ZeroTrust.Security.Benchmarks.Guard;

namespace ZeroTrust.Security.Benchmarks.Caching;

/// <summary>Goal 3: a warm validation, with all it checks, against a bare look-up in a dictionary with its default hash.</summary>
internal static class LookUpRows
{
    private const int Large = 1_000_000;

    public static IEnumerable<GoalResult> Measure(Effort effort) =>
        Row(effort, "3 1", static () => new ValidatorLookUps(1), 3, 7)
            .Concat(Row(effort, "3 10k", static () => new ValidatorLookUps(10_000), 1.5, 4))
            .Concat(effort.Large ? Row(effort, "3 1M", static () => new TableLookUps(Large), 1.2, 3) : []);

    private static IEnumerable<GoalResult> Row(Effort effort, string row, Func<ILookUps> make, double gate, double aim)
    {
        var lookUps = make();
        var timings = Interleaved.Measure(
            effort,
            new("ConcurrentDictionary, default hash", lookUps.FindInDictionary) { Prepare = lookUps.Next, BatchSize = Presented.Batch },
            new("warm", lookUps.FindInOurs) { Prepare = lookUps.Next, BatchSize = Presented.Batch });
        yield return GoalResult.Faster(row, timings[0], timings[1], gate, aim);
        yield return GoalResult.Allocates(row, timings[1].Bytes!.Value, 0);
    }
}
