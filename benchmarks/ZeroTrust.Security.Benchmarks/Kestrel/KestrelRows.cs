using ZeroTrust.Security.Benchmarks.Guard;
using ZeroTrust.Security.Benchmarks.Pipeline;

namespace ZeroTrust.Security.Benchmarks.Kestrel;

/// <summary>What the scenarios say, as ratios within the rounds.</summary>
internal sealed class KestrelRows(IReadOnlyList<Scenario> scenarios)
{
    public const string Expired = "expired";

    public IEnumerable<GoalResult> Results()
    {
        yield return Ratio("10 RS256", "RS256", Protection.None, 0.90, 0.98);
        yield return Ratio("10 ES256", "ES256", Protection.None, 0.90, 0.98);
        yield return Ratio("10 RS256, 2,000 tokens", "RS256, 2,000 tokens", Protection.None, 0.90, 0.98);
        yield return Ratio("11 RS256", "RS256", Protection.JwtBearer, 2.8, 3.8);
        yield return Ratio("11 ES256", "ES256", Protection.JwtBearer, 4.8, 6.5);
        yield return Ratio("2,000 tokens, to AddJwtBearer", "RS256, 2,000 tokens", Protection.JwtBearer, null, null);
        yield return Ratio("refused (expired), to AddJwtBearer", Expired, Protection.JwtBearer, null, null);
        yield return Ratio("no token (401), to AddJwtBearer", Credential.Nothing.Name, Protection.JwtBearer, null, null);
        yield return ToNoHeader("RS256, to no auth and no header", "RS256");
        yield return ToNoHeader("ES256, to no auth and no header", "ES256");
    }

    private GoalResult Ratio(string row, string credential, Protection peer, double? gate, double? aim) =>
        Ratio(row, Find(Protection.ZeroTrust, credential), Find(peer, credential), gate, aim);

    private GoalResult ToNoHeader(string row, string credential) =>
        Ratio(row, Find(Protection.ZeroTrust, credential), Find(Protection.None, Credential.Nothing.Name), null, null);

    private Scenario Find(Protection protection, string credential) =>
        scenarios.Single(scenario => scenario.Protection == protection && scenario.Credential.Name == credential);

    private static GoalResult Ratio(string row, Scenario ours, Scenario peer, double? gate, double? aim)
    {
        var ratio = Statistics.Median(ours.Rounds.Zip(peer.Rounds, static (mine, theirs) => mine.PerSecond / theirs.PerSecond));
        return new(row, GoalResult.Round(ratio), gate, aim, Bound.AtLeast, ValueKind.Ratio, [])
        {
            Loads = [LoadSummary.Of(ours), LoadSummary.Of(peer)],
        };
    }
}
