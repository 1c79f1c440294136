namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>What is asked of Vault.</summary>
internal enum VaultOperation
{
    Login,
    LookupToken,
    RenewToken,
    RevokeToken,
    LookupWrapping,
    Unwrap,
    Read,
    ListVersions,
    Credentials,
    RenewLease,
    RevokeLease,
    Encrypt,
    Decrypt,
    Sign,
    Verify,
}
