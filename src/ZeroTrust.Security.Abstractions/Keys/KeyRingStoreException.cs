namespace ZeroTrust.Security;

/// <summary>A key ring cannot be read, written or opened. It is never replaced by a new one for that. The message holds no key.</summary>
/// <param name="message">What happened and what to do.</param>
/// <param name="innerException">What caused it; null when nothing else did.</param>
public sealed class KeyRingStoreException(string message, Exception? innerException = null) : Exception(message, innerException);
