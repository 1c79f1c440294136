using ZeroTrust.Security.Benchmarks.Guard;
using ZeroTrust.Security.Benchmarks.Subjects;

namespace ZeroTrust.Security.Benchmarks.Pipeline;

/// <summary>
/// Goals 7, 8 and 9: what protection adds to a request in process. The only rows that subtract: the same application without protection
/// runs in the same rounds. Each application runs in a process of its own, as it does in service.
/// </summary>
internal static class RequestRows
{
    private const int MostBytes = 64;

    public static IEnumerable<GoalResult> Measure(Effort effort)
    {
        foreach (var (algorithm, gate, aim) in new[] { ("RS256", 100, 300), ("ES256", 150, 500) })
        {
            var timings = Accepted(effort, Access.ScopeAndPermission, algorithm);
            yield return Added($"7 {algorithm}", timings, gate, aim);
            yield return GoalResult.Allocates($"7 {algorithm} added", timings[1].Bytes!.Value - timings[0].Bytes!.Value, MostBytes, 24);
        }

        yield return Added("8 RS256", Accepted(effort, Access.Authorize, "RS256"), 9, 40);
        yield return Anonymous(effort);
    }

    private static Timing[] Accepted(Effort effort, Access access, string algorithm)
    {
        var header = "Bearer " + ReferenceToken.Mint(algorithm);
        using var open = RequestProcess.Start(Protection.None, access, header, 200);
        using var ours = RequestProcess.Start(Protection.ZeroTrust, access, header, 200);
        using var peer = RequestProcess.Start(Protection.JwtBearer, access, header, 200);
        return Interleaved.TakeTurns(effort, [open, ours, peer]);
    }

    private static GoalResult Added(string row, Timing[] timings, double gate, double aim)
    {
        // Less than a hundredth of the request itself cannot be told from nothing.
        var least = timings[0].Median / 100;
        var (ours, peers) = (Statistics.PairedDifference(timings[1], timings[0]), Statistics.PairedDifference(timings[2], timings[0]));
        return new(row, GoalResult.Round(peers / Math.Max(ours, least)), gate, aim, Bound.AtLeast, ValueKind.Ratio, timings);
    }

    private static GoalResult Anonymous(Effort effort)
    {
        using var peer = RequestProcess.Start(Protection.JwtBearer, Access.ScopeAndPermission, null, 401);
        using var ours = RequestProcess.Start(Protection.ZeroTrust, Access.ScopeAndPermission, null, 401);
        var timings = Interleaved.TakeTurns(effort, [peer, ours]);
        return GoalResult.Faster("9", timings[0], timings[1], 7, 15);
    }
}
