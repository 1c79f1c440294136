namespace ZeroTrust.Security.Secrets;

/// <summary>A store as the application added it: one that is made, or a chain of others.</summary>
internal sealed record SecretStoreRegistration(string Name, Func<IServiceProvider, ISecretProvider>? Factory, IReadOnlyList<string> Chain, SecretStoreOptions Options);
