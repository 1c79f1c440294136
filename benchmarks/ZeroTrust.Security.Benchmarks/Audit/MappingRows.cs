using ZeroTrust.Security.Benchmarks.Guard;

namespace ZeroTrust.Security.Benchmarks.Audit;

/// <summary>What a form that another system reads takes, against the line read and handed on as it is.</summary>
internal static class MappingRows
{
    // The writer of JSON, or the texts of an id and a version: what is to be no more of.
    private const int MostBytes = 240;

    private static readonly AuditFormat[] Forms = [AuditFormat.Ecs, AuditFormat.Ocsf, AuditFormat.Cef];

    public static IEnumerable<GoalResult> Measure(Effort effort)
    {
        var timings = Interleaved.Measure(
            effort with { Rounds = Math.Min(effort.Rounds, 51) },
            [new("the line", new MappedDecision(AuditFormat.Journal).Map), .. Forms.Select(static form => new Variant(form.ToString(), new MappedDecision(form).Map))]);
        foreach (var timing in timings[1..])
        {
            yield return GoalResult.Above($"mapping {timing.Name}", timings[0], timing, null, null);
            yield return new($"mapping {timing.Name} ns", GoalResult.Round(timing.Median), null, null, Bound.AtMost, ValueKind.Ratio, []);
            yield return GoalResult.Allocates($"mapping {timing.Name}", timing.Bytes!.Value, MostBytes, aim: 0);
        }
    }
}
