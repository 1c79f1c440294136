using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security.AspNetCore.Auditing;

/// <summary>The request that code runs in, where the application lets it be found: <c>AddHttpContextAccessor</c>, which costs every request something.</summary>
internal sealed class HttpAuditContext(IHttpContextAccessor? accessor = null) : IAuditContext
{
    public AuditEvent Complete(AuditEvent auditEvent) =>
        accessor?.HttpContext is { } context ? RequestEvents.Complete(auditEvent, context) : auditEvent;
}
