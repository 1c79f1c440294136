using ZeroTrust.Security.Benchmarks.Caching;
using ZeroTrust.Security.Benchmarks.Permissions;
using ZeroTrust.Security.Benchmarks.Pipeline;
using ZeroTrust.Security.Benchmarks.Tokens;

namespace ZeroTrust.Security.Benchmarks.Guard;

/// <summary>The rows of the guard, in the order of the goals.</summary>
internal static class GoalTable
{
    public static IReadOnlyList<Func<Effort, IEnumerable<GoalResult>>> Rows { get; } =
    [
        WarmRows.Hot,
        WarmRows.Alone,
        LookUpRows.Measure,
        MissRows.Measure,
        ColdRows.Measure,
        RejectRows.Measure,
        RequestRows.Measure,
        PermissionRows.Measure,
        ThreadRows.Measure,
    ];
}
