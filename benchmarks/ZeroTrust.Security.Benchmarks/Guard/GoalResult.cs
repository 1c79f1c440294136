using System.Text.Json.Serialization;
using ZeroTrust.Security.Benchmarks.Kestrel;

namespace ZeroTrust.Security.Benchmarks.Guard;

/// <summary>One line of the guard.</summary>
/// <param name="Row">The number of the goal and which part of it; a row without a gate has a name of its own.</param>
/// <param name="Value">The ratio, or the bytes.</param>
/// <param name="Gate">What is required; null where the row only informs.</param>
/// <param name="Aim">What is wished for.</param>
/// <param name="Bound">On which side of the gate the value must lie.</param>
/// <param name="Kind">What the value is.</param>
/// <param name="Timings">What was measured.</param>
internal sealed record GoalResult(
    string Row, double Value, double? Gate, double? Aim, Bound Bound, ValueKind Kind, IReadOnlyList<Timing> Timings)
{
    /// <summary>What the end-to-end rows saw.</summary>
    public IReadOnlyList<LoadSummary>? Loads { get; init; }

    public bool Passes => Gate is null || (Bound == Bound.AtLeast ? Value >= Gate : Value <= Gate);

    [JsonIgnore]
    public bool ReachesAim => Aim is null || (Bound == Bound.AtLeast ? Value >= Aim : Value <= Aim);

    /// <summary>How often the peer's time ours goes into.</summary>
    public static GoalResult Faster(string row, Timing peer, Timing ours, double? gate, double? aim) =>
        new(row, Round(Statistics.PairedRatio(peer, ours)), gate, aim, Bound.AtLeast, ValueKind.Ratio, [peer, ours]);

    /// <summary>How much longer than a floor ours takes.</summary>
    public static GoalResult Above(string row, Timing floor, Timing ours, double? gate, double? aim) =>
        new(row, Round(Statistics.PairedRatio(ours, floor)), gate, aim, Bound.AtMost, ValueKind.Ratio, [floor, ours]);

    public static GoalResult Allocates(string row, double bytes, double gate, double? aim = null) =>
        new(row + " bytes", bytes, gate, aim ?? gate, Bound.AtMost, ValueKind.Bytes, []);

    public static double Round(double value) => value >= 100 ? Math.Round(value) : Math.Round(value, value >= 10 ? 1 : 3);
}
