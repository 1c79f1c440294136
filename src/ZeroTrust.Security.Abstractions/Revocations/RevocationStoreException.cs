namespace ZeroTrust.Security;

/// <summary>The store of revocations failed. What that leaves in force is said by the method that throws it.</summary>
/// <param name="message">What failed, and what is in force.</param>
/// <param name="innerException">The store's own exception.</param>
public sealed class RevocationStoreException(string message, Exception innerException) : Exception(message, innerException);
