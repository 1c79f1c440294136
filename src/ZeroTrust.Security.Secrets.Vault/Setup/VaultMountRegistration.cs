namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>One more engine of a Vault, as the application added it.</summary>
/// <param name="Vault">The name of the Vault.</param>
/// <param name="Mount">The path of the engine.</param>
internal sealed record VaultMountRegistration(string Vault, string Mount);
