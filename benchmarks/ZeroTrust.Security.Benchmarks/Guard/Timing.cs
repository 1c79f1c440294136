using System.Text.Json.Serialization;

namespace ZeroTrust.Security.Benchmarks.Guard;

/// <summary>What one variant took in each round.</summary>
/// <param name="Name">The variant's name.</param>
/// <param name="Rounds">Nanoseconds for one operation, round by round.</param>
/// <param name="Bytes">Bytes that one operation allocates; null where they were not counted.</param>
internal sealed record Timing(string Name, [property: JsonIgnore] double[] Rounds, double? Bytes)
{
    public double Min => Math.Round(Rounds.Min(), 2);

    public double Median => Math.Round(Statistics.Median(Rounds), 2);
}
