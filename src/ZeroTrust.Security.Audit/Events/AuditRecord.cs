namespace ZeroTrust.Security.Audit.Events;

/// <summary>What is written as one line: a decision, or an event of the application with its details.</summary>
/// <param name="decision">What both have.</param>
/// <param name="auditClass">What is promised of it.</param>
/// <param name="auditEvent">The event that the application recorded; null for a decision.</param>
internal readonly struct AuditRecord(in AuditDecision decision, AuditClass auditClass, AuditEvent? auditEvent = null)
{
    // A field, so that it is read in place: it is large.
    public readonly AuditDecision Decision = decision;

    public AuditEvent? Event { get; } = auditEvent;

    public AuditClass Class { get; } = auditClass;

    public static AuditRecord Of(AuditEvent auditEvent, AuditClass auditClass, DateTimeOffset now) => new(
        new()
        {
            Type = auditEvent.Type,
            Time = auditEvent.Time == default ? now : auditEvent.Time,
            Outcome = auditEvent.Outcome,
            Caller = auditEvent.Caller,
            Resource = auditEvent.Resource,
            Action = auditEvent.Action,
            Code = auditEvent.Code,
            Reason = auditEvent.Reason,
            Unverified = auditEvent.Unverified,
            RequestId = auditEvent.RequestId,
            ConnectionId = auditEvent.ConnectionId,
            TraceId = auditEvent.TraceId,
            ClientAddress = auditEvent.ClientAddress,
            ForwardedAddress = auditEvent.ForwardedAddress,
            Repeated = auditEvent.Repeated,
        },
        auditClass,
        auditEvent);
}
