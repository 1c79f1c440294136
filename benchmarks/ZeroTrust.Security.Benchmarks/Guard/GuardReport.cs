namespace ZeroTrust.Security.Benchmarks.Guard;

/// <summary>What a run leaves as JSON.</summary>
internal sealed record GuardReport(MachineFacts Machine, IReadOnlyList<GoalResult> Results);
