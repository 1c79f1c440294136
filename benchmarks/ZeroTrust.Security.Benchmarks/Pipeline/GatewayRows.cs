using ZeroTrust.Security.Benchmarks.Guard;
using ZeroTrust.Security.Benchmarks.Subjects;

namespace ZeroTrust.Security.Benchmarks.Pipeline;

/// <summary>
/// What a gateway adds to a request whose token for the next hop is kept: every header looked at, the outside token validated and taken out, the
/// inside one put in its place, and the decision. The same application without protection runs in the same rounds.
/// </summary>
internal static class GatewayRows
{
    private const int MostBytes = 160;

    public static IEnumerable<GoalResult> Measure(Effort effort)
    {
        var header = "Bearer " + ReferenceToken.Mint("RS256");
        using var open = RequestProcess.Start(Protection.None, Access.ScopeAndPermission, header, 200);
        using var plain = RequestProcess.Start(Protection.ZeroTrust, Access.ScopeAndPermission, header, 200);
        using var gateway = RequestProcess.Start(Protection.Gateway, Access.ScopeAndPermission, header, 200);
        var timings = Interleaved.TakeTurns(effort, [open, plain, gateway]);
        var (ours, added) = (Statistics.PairedDifference(timings[1], timings[0]), Statistics.PairedDifference(timings[2], timings[0]));
        yield return new("gateway RS256", GoalResult.Round(added / Math.Max(ours, timings[0].Median / 100)), null, null, Bound.AtMost, ValueKind.Ratio, timings);
        yield return GoalResult.Allocates("gateway RS256 added", timings[2].Bytes!.Value - timings[0].Bytes!.Value, MostBytes);
    }
}
