namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>A Vault as the application added it.</summary>
internal sealed record VaultRegistration(VaultOptions Options);
