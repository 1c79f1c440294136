namespace ZeroTrust.Security;

/// <summary>Vault did not encrypt, decrypt, sign or verify. The message is for the operator, and holds nothing of what was asked for.</summary>
/// <param name="outcome">How it answered; <see cref="SecretOutcome.Unavailable"/> where asking again later is of use.</param>
/// <param name="message">Why.</param>
/// <param name="innerException">What caused it; null when nothing else did.</param>
public sealed class VaultTransitException(SecretOutcome outcome, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>How Vault answered.</summary>
    /// <value>Never <see cref="SecretOutcome.Found"/> or <see cref="SecretOutcome.Unchanged"/>.</value>
    public SecretOutcome Outcome { get; } = outcome;
}
