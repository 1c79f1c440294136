namespace ZeroTrust.Security;

/// <summary>Data is not sealed. It is never sent in the clear instead. The message holds none of it.</summary>
/// <param name="failure">Why.</param>
/// <param name="message">The same for the operator.</param>
public sealed class PayloadSealException(PayloadSealFailure failure, string message) : Exception(message)
{
    /// <summary>Why.</summary>
    public PayloadSealFailure Failure { get; } = failure;
}
