namespace ZeroTrust.Security.Audit.Detection;

/// <summary>What a rule looks for.</summary>
internal enum AuditRuleKind
{
    Count = 0,
    Distinct = 1,
    Sequence = 2,
    FirstSeen = 3,
    Baseline = 4,
}
