namespace ZeroTrust.Security.Benchmarks.Guard;

/// <summary>Rows that are measured together.</summary>
/// <param name="Name">By which they can be asked for alone.</param>
/// <param name="Measure">Measures them.</param>
internal sealed record GoalRows(string Name, Func<Effort, IEnumerable<GoalResult>> Measure);
