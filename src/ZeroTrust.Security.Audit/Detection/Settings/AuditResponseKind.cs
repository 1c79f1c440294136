namespace ZeroTrust.Security.Audit.Detection;

/// <summary>What a rule does besides its alert.</summary>
internal enum AuditResponseKind
{
    Throttle,
    RevokeTokens,
    RequireStepUp,
}
