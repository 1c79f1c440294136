using ZeroTrust.Security.Benchmarks.Guard;

namespace ZeroTrust.Security.Benchmarks.Permissions;

/// <summary>Goal 12: may this caller do that?</summary>
internal static class PermissionRows
{
    public static IEnumerable<GoalResult> Measure(Effort effort)
    {
        var subject = new PermissionSubject();
        var timings = Interleaved.Measure(
            effort,
            new("HasClaim", count => Repeat.Call(count, subject.HasClaim)),
            new("IAuthorizationService", count => Repeat.Call(count, subject.Authorize)),
            new("permission bits", subject.CheckBits));
        yield return GoalResult.Faster("12 HasClaim", timings[0], timings[2], 50, 250);
        yield return GoalResult.Faster("12 IAuthorizationService", timings[1], timings[2], 500, 3_000);
        yield return GoalResult.Allocates("12", timings[2].Bytes!.Value, 0);
    }
}
