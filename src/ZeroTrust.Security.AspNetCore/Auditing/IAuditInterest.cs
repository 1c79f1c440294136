namespace ZeroTrust.Security.AspNetCore.Auditing;

/// <summary>A trail that can say beforehand that it would drop an event, so that none is built.</summary>
internal interface IAuditInterest
{
    bool Wants(AuditOutcome outcome);
}
