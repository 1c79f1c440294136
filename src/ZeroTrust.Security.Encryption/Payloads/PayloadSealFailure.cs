namespace ZeroTrust.Security;

/// <summary>Why data is not sealed. The numbers are stable.</summary>
public enum PayloadSealFailure
{
    /// <summary>No recipient of that name is configured.</summary>
    ServiceUnknown = 1,

    /// <summary>The recipient's key cannot be had, or is not at hand yet.</summary>
    NoKey = 2,

    /// <summary>The data is longer than <c>Encryption:MaxPlaintextBytes</c>.</summary>
    TooLong = 3,
}
