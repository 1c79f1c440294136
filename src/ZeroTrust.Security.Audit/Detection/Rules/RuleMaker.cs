namespace ZeroTrust.Security.Audit.Detection;

/// <summary>Puts a rule to work.</summary>
internal static class RuleMaker
{
    public static DetectionRule Make(AuditRule rule, EventClock clock, TimeSpan lateness, DetectionMetrics metrics) => rule.Kind switch
    {
        AuditRuleKind.Distinct => new DistinctRule(rule, clock, lateness, metrics),
        AuditRuleKind.Sequence => new SequenceRule(rule, clock, lateness, metrics),
        AuditRuleKind.FirstSeen => new FirstSeenRule(rule, clock, metrics),
        AuditRuleKind.Baseline => new BaselineRule(rule, clock, lateness, metrics),
        _ => new CountRule(rule, clock, lateness, metrics),
    };
}
