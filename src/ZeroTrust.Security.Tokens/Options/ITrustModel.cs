namespace ZeroTrust.Security;

/// <summary>What is trusted at this moment, for reports, start-up checks and health. Threads may share it.</summary>
public interface ITrustModel
{
    /// <summary>The settings in force. Each reload replaces the whole.</summary>
    /// <value>Never null once the host has started.</value>
    TrustView Current { get; }

    /// <summary>The state of each issuer's keys.</summary>
    /// <returns>One entry an issuer, in the order of their names.</returns>
    IReadOnlyList<IssuerKeyStatus> GetKeyStatus();
}
