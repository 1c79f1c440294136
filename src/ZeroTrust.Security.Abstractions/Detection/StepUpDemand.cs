namespace ZeroTrust.Security;

/// <summary>What a user's token must show while a step-up is demanded (RFC 9470). Immutable.</summary>
/// <param name="Since">The user must have signed in at or after this instant (<c>auth_time</c>); UTC.</param>
/// <param name="AcrValues">Of these authentication context classes the token must have one (<c>acr</c>), compared ordinally; empty where any will do.</param>
public sealed record StepUpDemand(DateTimeOffset Since, IReadOnlyList<string> AcrValues);
