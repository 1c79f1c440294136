using System.Collections.Concurrent;

namespace ZeroTrust.Security.AspNetCore.Tests.Hosting;

/// <summary>A trail whose disk the test holds: what is required is on stable storage when the test says so.</summary>
internal sealed class HeldTrail : IDecisionTrail
{
    private readonly ConcurrentQueue<AuditEvent> _events = new();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<bool> _disk = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What is on record, in its order.</summary>
    public IReadOnlyList<AuditEvent> Events => [.. _events];

    /// <summary>Ends when something that is required came.</summary>
    public Task Asked => _asked.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public bool IsAvailable { get; set; } = true;

    public AuditClass? OfAccess { get; init; }

    public AuditClass? ClassOf(string type) => type == "access" ? OfAccess : null;

    public void Release(bool recorded = true) => _disk.TrySetResult(recorded);

    public void Record(AuditEvent auditEvent) => _events.Enqueue(auditEvent);

    public void Record(in AuditDecision decision) => _events.Enqueue(decision.ToEvent());

    public ValueTask<bool> RecordRequiredAsync(in AuditDecision decision) => new(WriteAsync(decision.ToEvent()));

    private async Task<bool> WriteAsync(AuditEvent required)
    {
        _asked.TrySetResult();
        var recorded = await _disk.Task;
        if (recorded)
        {
            _events.Enqueue(required);
        }

        return recorded;
    }
}
