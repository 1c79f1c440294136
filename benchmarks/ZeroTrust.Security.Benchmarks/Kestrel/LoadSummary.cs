using ZeroTrust.Security.Benchmarks.Guard;

namespace ZeroTrust.Security.Benchmarks.Kestrel;

/// <summary>The medians of a scenario's rounds.</summary>
internal sealed record LoadSummary(string Name, double PerSecond, double P99Milliseconds, double ProcessorMicroseconds)
{
    public static LoadSummary Of(Scenario scenario) => new(
        scenario.Name,
        Math.Round(Statistics.Median(scenario.Rounds.Select(static load => load.PerSecond))),
        Math.Round(Statistics.Median(scenario.Rounds.Select(static load => load.P99Milliseconds)), 2),
        Math.Round(Statistics.Median(scenario.Rounds.Select(static load => load.ProcessorMicroseconds)), 2));
}
