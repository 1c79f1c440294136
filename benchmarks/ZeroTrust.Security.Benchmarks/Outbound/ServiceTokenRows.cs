using ZeroTrust.Security.Benchmarks.Guard;

namespace ZeroTrust.Security.Benchmarks.Outbound;

/// <summary>Goal 13: the token for a call to another service, with one at hand.</summary>
internal static class ServiceTokenRows
{
    public static IEnumerable<GoalResult> Measure(Effort effort)
    {
        var subject = new ServiceTokenSubject();
        var timings = Interleaved.Measure(
            effort,
            new("CreateToken ES256", count => Repeat.Call(count, subject.Create)),
            new("token at hand", subject.Get));
        yield return GoalResult.Faster("13", timings[0], timings[1], 350, 3_000);
        yield return GoalResult.Allocates("13", timings[1].Bytes!.Value, 0);
    }
}
