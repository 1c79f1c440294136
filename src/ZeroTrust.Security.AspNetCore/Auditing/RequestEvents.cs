using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security.AspNetCore.Auditing;

/// <summary>Adds to an event of the application what is known of the request it was recorded in.</summary>
internal static class RequestEvents
{
    public static AuditEvent Complete(AuditEvent auditEvent, HttpContext context)
    {
        if (auditEvent.RequestId is not null)
        {
            return auditEvent;
        }

        var addresses = ClientAddresses.Of(context);
        return auditEvent with
        {
            Caller = auditEvent.Caller.IsAuthenticated ? auditEvent.Caller : context.GetCaller(),
            RequestId = AuditText.Clean(context.TraceIdentifier),
            ConnectionId = auditEvent.ConnectionId ?? context.Connection.Id,
            TraceId = auditEvent.TraceId ?? Activity.Current?.TraceId.ToHexString(),
            ClientAddress = auditEvent.ClientAddress ?? addresses.Socket,
            ForwardedAddress = auditEvent.ForwardedAddress ?? addresses.Forwarded,
        };
    }
}
