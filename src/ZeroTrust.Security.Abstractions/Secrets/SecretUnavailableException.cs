namespace ZeroTrust.Security;

/// <summary>There is no value of a secret. The message is for the operator and holds none.</summary>
/// <param name="reference">Where it is kept.</param>
/// <param name="message">Why there is none.</param>
/// <param name="innerException">What caused it; null when nothing else did.</param>
public sealed class SecretUnavailableException(SecretRef reference, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>Where the secret is kept.</summary>
    /// <value>Never null.</value>
    public SecretRef Reference { get; } = reference;
}
