namespace ZeroTrust.Security.Encryption;

/// <summary>How large a message may be. Immutable.</summary>
/// <param name="MaxHeaderBytes">Of the header, decoded.</param>
/// <param name="MaxPlaintextBytes">Of the content.</param>
internal sealed record PayloadLimits(int MaxHeaderBytes, int MaxPlaintextBytes);
