namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>Peppers that come from code.</summary>
/// <param name="Current">Returns the pepper of new keys.</param>
/// <param name="Previous">Returns the one before; null for none.</param>
internal sealed record ApiKeyPepperSource(Func<IServiceProvider, Secret> Current, Func<IServiceProvider, Secret>? Previous);
