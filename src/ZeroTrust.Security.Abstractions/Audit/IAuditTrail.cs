namespace ZeroTrust.Security;

/// <summary>
/// Takes the events of the trail: exactly one decision for each request, and what the application records. Threads may share it.
/// <see cref="AuditTrailExtensions"/> has the short forms.
/// </summary>
/// <example>
/// <code>
/// await audit.RecordAsync("refund", order.Id, AuditOutcome.Allowed, ("amount", 89.99m));
/// </code>
/// </example>
public interface IAuditTrail
{
    /// <summary>
    /// Records an event whose loss is bearable: <see cref="AuditClass.Buffered"/> unless it or the settings say otherwise, and never
    /// <see cref="AuditClass.Required"/>. Called on the request's thread; it does not throw, and at most waits for a short, bounded time.
    /// </summary>
    /// <param name="auditEvent">The event; it is not changed afterwards and may be kept.</param>
    void Record(AuditEvent auditEvent);

    /// <summary>
    /// Records an event and completes when the promise of its class holds: <see cref="AuditClass.Required"/> unless it or the settings say
    /// otherwise. A trail that only has <see cref="Record"/> promises nothing, and refuses here what is required.
    /// </summary>
    /// <param name="auditEvent">The event; it is not changed afterwards and may be kept.</param>
    /// <param name="cancellationToken">Ends the wait. The event may be recorded all the same.</param>
    /// <returns>Complete when the promise holds.</returns>
    /// <exception cref="AuditUnavailableException">It cannot be recorded as its class promises.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    ValueTask RecordAsync(AuditEvent auditEvent, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(auditEvent);
        if (auditEvent.Class is null or AuditClass.Required)
        {
            return ValueTask.FromException(new AuditUnavailableException(
                "This trail keeps no journal, so it cannot promise what AuditClass.Required asks for: add a journal, or give the event the class Buffered."));
        }

        Record(auditEvent);
        return default;
    }
}
