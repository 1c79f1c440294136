namespace ZeroTrust.Security;

/// <summary>
/// Knows on whose behalf code runs: the request it serves. A trail asks it for what the application did not say. Threads may share it.
/// </summary>
public interface IAuditContext
{
    /// <summary>Adds caller, request, trace and addresses to an event that names no request.</summary>
    /// <param name="auditEvent">An event as the application recorded it.</param>
    /// <returns>The event with what is known added; the same one outside a request, and when it names its request already.</returns>
    AuditEvent Complete(AuditEvent auditEvent);
}
