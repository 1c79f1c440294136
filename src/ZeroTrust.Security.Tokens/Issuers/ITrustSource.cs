namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>Holds the snapshot in force.</summary>
internal interface ITrustSource
{
    /// <summary>The snapshot in force. One volatile read.</summary>
    TrustSnapshot Current { get; }
}
