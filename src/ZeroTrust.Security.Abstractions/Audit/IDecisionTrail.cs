namespace ZeroTrust.Security;

/// <summary>A trail that takes decisions about requests by value and keeps the promise of every class. Threads may share it.</summary>
public interface IDecisionTrail : IAuditTrail
{
    /// <summary>Whether what is required would be taken now.</summary>
    /// <value><see langword="false"/> from a failed write on, until one succeeds.</value>
    bool IsAvailable { get; }

    /// <summary>What the settings promise of a type of event.</summary>
    /// <param name="type">Such as <c>access</c>.</param>
    /// <returns>The class; null where they say nothing of it.</returns>
    AuditClass? ClassOf(string type);

    /// <summary>Records a decision without waiting for it to be on stable storage, and without an object for it.</summary>
    /// <param name="decision">The decision.</param>
    void Record(in AuditDecision decision);

    /// <summary>Records a decision and completes when it is on stable storage.</summary>
    /// <param name="decision">The decision.</param>
    /// <returns>Whether it is. <see langword="false"/>: what it decides must not happen.</returns>
    ValueTask<bool> RecordRequiredAsync(in AuditDecision decision);
}
