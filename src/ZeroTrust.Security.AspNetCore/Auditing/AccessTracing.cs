using System.Diagnostics;
using ZeroTrust.Security.AspNetCore.Answers;

namespace ZeroTrust.Security.AspNetCore.Auditing;

/// <summary>A span for each decision, with tags from closed sets.</summary>
internal static class AccessTracing
{
    public static ActivitySource Source { get; } = new("ZeroTrust.Security.AspNetCore");

    public static void Trace(AuditOutcome outcome, Refusal? refusal)
    {
        using var activity = Source.StartActivity("zerotrust.decision");
        activity?.SetTag("zerotrust.outcome", AccessMetrics.Word(outcome));
        activity?.SetTag("zerotrust.code", refusal?.Answer.Code ?? "none");
    }
}
