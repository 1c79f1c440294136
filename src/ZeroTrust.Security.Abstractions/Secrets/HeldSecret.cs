namespace ZeroTrust.Security;

/// <summary>The versions that are in force, both of the same moment. Immutable.</summary>
/// <param name="Current">The one to sign, encrypt and log in with.</param>
/// <param name="Previous">The one before, which verifiers still take; null when there is none, or its time is over.</param>
public sealed record HeldSecret(SecretVersion Current, SecretVersion? Previous);
