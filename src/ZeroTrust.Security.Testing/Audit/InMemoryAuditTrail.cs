using System.Collections.Concurrent;

namespace ZeroTrust.Security.Testing;

/// <summary>
/// Keeps every event for a test to look at. Register it after <c>AddZeroTrust</c>:
/// <c>services.AddSingleton&lt;IAuditTrail&gt;(trail)</c>. Threads may share it.
/// </summary>
public sealed class InMemoryAuditTrail : IAuditTrail
{
    private readonly ConcurrentQueue<AuditEvent> _events = new();

    /// <summary>What was recorded so far, oldest first.</summary>
    /// <value>A copy that later events do not change.</value>
    public IReadOnlyList<AuditEvent> Events => [.. _events];

    /// <inheritdoc/>
    public void Record(AuditEvent auditEvent)
    {
        ArgumentNullException.ThrowIfNull(auditEvent);
        _events.Enqueue(auditEvent);
    }

    /// <summary>Forgets what was recorded.</summary>
    public void Clear() => _events.Clear();
}
