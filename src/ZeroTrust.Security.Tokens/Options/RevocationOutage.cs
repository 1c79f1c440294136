namespace ZeroTrust.Security;

/// <summary>What is done with tokens while the store of revocations has not been read for too long.</summary>
public enum RevocationOutage
{
    /// <summary>Every token is answered 503 until the store can be read.</summary>
    Refuse = 0,

    /// <summary>Tokens are taken by the revocations known so far: one that was revoked elsewhere since is taken too.</summary>
    KeepServing = 1,
}
