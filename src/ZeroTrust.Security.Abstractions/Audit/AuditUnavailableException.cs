namespace ZeroTrust.Security;

/// <summary>An event that must be recorded cannot be: the action it is of must not happen, or nobody may be told that it did.</summary>
public sealed class AuditUnavailableException : Exception
{
    private const string DefaultMessage = "The audit trail cannot record the event.";

    /// <summary>Says that it cannot be recorded.</summary>
    public AuditUnavailableException()
        : base(DefaultMessage)
    {
    }

    /// <summary>Says that it cannot be recorded, and what stands in the way.</summary>
    /// <param name="message">For the operator; nothing of the event is in it.</param>
    public AuditUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Says that it cannot be recorded, and what stands in the way.</summary>
    /// <param name="message">For the operator; nothing of the event is in it.</param>
    /// <param name="innerException">What stands in the way.</param>
    public AuditUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
