using ZeroTrust.Security.Benchmarks.Guard;

namespace ZeroTrust.Security.Benchmarks.Secrets;

/// <summary>The secret in force, read through its handle, against a volatile read of a field.</summary>
internal static class SecretRows
{
    private const int MostNanoseconds = 20;

    public static IEnumerable<GoalResult> Measure(Effort effort)
    {
        using var subject = new SecretSubject();
        var timings = Interleaved.Measure(effort, new("volatile read of a field", subject.ReadFields), new("handle", subject.ReadHandles));
        yield return new("secret ns", timings[1].Median, MostNanoseconds, MostNanoseconds, Bound.AtMost, ValueKind.Ratio, timings);
        yield return GoalResult.Allocates("secret", timings[1].Bytes!.Value, 0);
    }
}
