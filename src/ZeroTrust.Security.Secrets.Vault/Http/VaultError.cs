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

    /// <summary>The lease is over, or cannot be renewed.</summary>
    NoLease,

    /// <summary>The role or secret ID of an AppRole is not taken.</summary>
    BadCredentials,

    /// <summary>The wrapping token was used or is over.</summary>
    NoWrapping,

    /// <summary>A ciphertext was changed, or is of another key.</summary>
    NotAuthentic,
}
