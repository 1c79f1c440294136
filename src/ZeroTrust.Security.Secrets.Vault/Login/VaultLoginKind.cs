namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>The methods of login.</summary>
internal enum VaultLoginKind
{
    TokenFile,
    AppRole,
    Kubernetes,
}
