namespace ZeroTrust.Security;

/// <summary>There is no token for a call to another service. The message is for the operator and holds no secret.</summary>
/// <param name="failure">The kind of failure.</param>
/// <param name="message">What happened and where it is set; no token and no secret.</param>
/// <param name="innerException">What caused it; null when nothing else did.</param>
public sealed class ServiceTokenException(ServiceTokenFailure failure, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>The kind of failure.</summary>
    /// <value>Never <see cref="ServiceTokenFailure.None"/>.</value>
    public ServiceTokenFailure Failure { get; } = failure;
}
