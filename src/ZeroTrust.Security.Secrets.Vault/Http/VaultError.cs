namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>What Vault says is wrong, where that makes a difference here.</summary>
internal enum VaultError
{
    /// <summary>Something else, or nothing.</summary>
    Other,

    /// <summary>Nothing is mounted at the path.</summary>
    NoEngine,

    /// <summary>The engine has no such role.</summary>
    UnknownRole,
}
