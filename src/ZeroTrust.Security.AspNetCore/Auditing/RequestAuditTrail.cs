using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security.AspNetCore.Auditing;

/// <summary>The trail as one request sees it: its events name that request and whoever sent it.</summary>
internal sealed class RequestAuditTrail(IAuditTrail trail, HttpContext context) : IAuditTrail
{
    public void Record(AuditEvent auditEvent)
    {
        ArgumentNullException.ThrowIfNull(auditEvent);
        trail.Record(RequestEvents.Complete(auditEvent, context));
    }

    public ValueTask RecordAsync(AuditEvent auditEvent, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(auditEvent);
        return trail.RecordAsync(RequestEvents.Complete(auditEvent, context), cancellationToken);
    }
}
