namespace ZeroTrust.Security;

/// <summary>
/// Takes the events of the trail. Called on the request's thread, by many threads at once; an implementation neither blocks nor
/// throws. Exactly one decision event is recorded for each request.
/// </summary>
public interface IAuditTrail
{
    /// <summary>Records an event.</summary>
    /// <param name="auditEvent">The event; it is not changed afterwards and may be kept.</param>
    void Record(AuditEvent auditEvent);
}
