namespace ZeroTrust.Security;

/// <summary>What is promised of an event, and so what happens when the trail cannot take it.</summary>
public enum AuditClass
{
    /// <summary>On stable storage before the call completes, or before the endpoint's handler runs. Where that cannot be, the action is refused.</summary>
    Required = 0,

    /// <summary>Taken at once and written soon after; a crash loses what was not written yet. When the trail is full the call waits for a short, bounded time, and then the event is counted as lost.</summary>
    Buffered = 1,

    /// <summary>As <see cref="Buffered"/>, and dropped without waiting when the trail is full. What is dropped is counted.</summary>
    BestEffort = 2,
}
