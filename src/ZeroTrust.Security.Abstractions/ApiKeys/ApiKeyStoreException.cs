namespace ZeroTrust.Security;

/// <summary>The store of API keys failed. What that leaves in force is said by the method that throws it. The message holds no key.</summary>
/// <param name="message">What failed, and what is in force.</param>
/// <param name="innerException">What caused it; null when nothing else did.</param>
public sealed class ApiKeyStoreException(string message, Exception? innerException = null) : Exception(message, innerException);
