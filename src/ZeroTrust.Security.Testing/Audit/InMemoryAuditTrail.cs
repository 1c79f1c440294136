using System.Collections.Concurrent;

namespace ZeroTrust.Security.Testing;

/// <summary>
/// Keeps every event for a test to look at. Register it after <c>AddZeroTrust</c>:
/// <c>services.AddSingleton&lt;IAuditTrail&gt;(trail)</c>. Threads may share it.
/// </summary>
/// <param name="clock">The time given to events that come without one; the system's when null.</param>
public sealed class InMemoryAuditTrail(TimeProvider? clock = null) : IDecisionTrail
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly ConcurrentQueue<AuditEvent> _events = new();

    /// <summary>What was recorded so far, oldest first.</summary>
    /// <value>A copy that later events do not change.</value>
    public IReadOnlyList<AuditEvent> Events => [.. _events];

    /// <summary>Whether what is required can be recorded.</summary>
    /// <value>
    /// The default is <see langword="true"/>. <see langword="false"/> stands for a disk that is full: <see cref="RecordAsync"/> then refuses what is
    /// required, and an endpoint declared <c>AuditAs(AuditClass.Required)</c> answers 503 <c>audit_unavailable</c>.
    /// </value>
    public bool IsAvailable { get; set; } = true;

    /// <inheritdoc/>
    public void Record(AuditEvent auditEvent)
    {
        ArgumentNullException.ThrowIfNull(auditEvent);
        var time = auditEvent.Time == default ? _clock.GetUtcNow() : auditEvent.Time;
        _events.Enqueue(auditEvent with { Time = time, Id = auditEvent.Id == Guid.Empty ? Guid.CreateVersion7(time) : auditEvent.Id });
    }

    /// <inheritdoc/>
    public ValueTask RecordAsync(AuditEvent auditEvent, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(auditEvent);
        if (!IsAvailable && auditEvent.Class is null or AuditClass.Required)
        {
            return ValueTask.FromException(new AuditUnavailableException());
        }

        Record(auditEvent);
        return default;
    }

    /// <inheritdoc/>
    public AuditClass? ClassOf(string type) => null;

    /// <inheritdoc/>
    public void Record(in AuditDecision decision) => Record(decision.ToEvent());

    /// <inheritdoc/>
    public ValueTask<bool> RecordRequiredAsync(in AuditDecision decision)
    {
        if (IsAvailable)
        {
            Record(decision);
        }

        return new(IsAvailable);
    }

    /// <summary>Forgets what was recorded.</summary>
    public void Clear() => _events.Clear();
}
