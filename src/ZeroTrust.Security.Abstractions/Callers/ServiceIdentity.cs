namespace ZeroTrust.Security;

/// <summary>A service, proven by its own credential and not by a claim in a user's token. Immutable.</summary>
/// <param name="Name">The service's name as <c>AllowCallers</c> compares it, ordinally; for a service issuer the one it speaks for.</param>
/// <param name="IssuerName">The configured name of the issuer that vouches for the service.</param>
/// <param name="Subject">The <c>sub</c> claim or other identifier that the proof carried.</param>
public sealed record ServiceIdentity(string Name, string IssuerName, string Subject);
