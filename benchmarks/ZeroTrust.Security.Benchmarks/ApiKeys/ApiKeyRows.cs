using ZeroTrust.Security.Benchmarks.Caching;
using ZeroTrust.Security.Benchmarks.Guard;

namespace ZeroTrust.Security.Benchmarks.ApiKeys;

/// <summary>I5: an API key with many held against one with few, and against the keyed hash that it must cost.</summary>
internal static class ApiKeyRows
{
    private const int Small = 1_000;
    private const int Large = 1_000_000;

    public static IEnumerable<GoalResult> Measure(Effort effort)
    {
        var few = new ApiKeySubject(Small);
        var floor = Interleaved.Measure(effort, new("HMAC-SHA-256 and compare", few.Hash), Of("API key of 1k", few));
        yield return GoalResult.Above("I5 over-hash", floor[0], floor[1], null, 1.5);
        yield return GoalResult.Allocates("I5", floor[1].Bytes!.Value, 0);
        if (effort.Large)
        {
            var timings = Interleaved.Measure(effort, Of("API key of 1k", few), Of("API key of 1M", new(Large)));
            yield return GoalResult.Above("I5 1M", timings[0], timings[1], 2, 1.5);
        }
    }

    private static Variant Of(string name, ApiKeySubject subject) => new(name, subject.Verify) { Prepare = subject.Next, BatchSize = Presented.Batch };
}
