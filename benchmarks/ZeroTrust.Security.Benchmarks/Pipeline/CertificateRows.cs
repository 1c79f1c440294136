using ZeroTrust.Security.Benchmarks.Guard;
using ZeroTrust.Security.Benchmarks.Subjects;

namespace ZeroTrust.Security.Benchmarks.Pipeline;

/// <summary>
/// What the proof of a service by its client certificate adds to a request on a connection whose certificate was judged before: alone, and
/// beside a user's token. The same application without protection runs in the same rounds.
/// </summary>
internal static class CertificateRows
{
    // Who is proven by certificate is kept beside the request; with a token, a caller of both is made for each.
    private const int MostBytesAlone = 136;
    private const int MostBytesBeside = 192;

    public static IEnumerable<GoalResult> Measure(Effort effort)
    {
        var header = "Bearer " + ReferenceToken.Mint("RS256");
        using var open = RequestProcess.Start(Protection.None, Access.ScopeAndPermission, header, 200);
        using var token = RequestProcess.Start(Protection.ZeroTrust, Access.ScopeAndPermission, header, 200);
        using var alone = RequestProcess.Start(Protection.Certificate, Access.ScopeAndPermission, null, 200, "Certificate alone");
        using var beside = RequestProcess.Start(Protection.Certificate, Access.ScopeAndPermission, header, 200, "Certificate beside a token");
        var timings = Interleaved.TakeTurns(effort, [open, token, alone, beside]);
        yield return Added("certificate", timings, timings[2]);
        yield return GoalResult.Allocates("certificate added", timings[2].Bytes!.Value - timings[0].Bytes!.Value, MostBytesAlone);
        yield return Added("certificate beside RS256", timings, timings[3]);
        yield return GoalResult.Allocates("certificate beside RS256 added", timings[3].Bytes!.Value - timings[0].Bytes!.Value, MostBytesBeside);
    }

    private static GoalResult Added(string row, Timing[] timings, Timing ours)
    {
        var least = timings[0].Median / 100;
        var (token, certificate) = (Statistics.PairedDifference(timings[1], timings[0]), Statistics.PairedDifference(ours, timings[0]));
        return new(row, GoalResult.Round(certificate / Math.Max(token, least)), null, null, Bound.AtMost, ValueKind.Ratio, timings);
    }
}
