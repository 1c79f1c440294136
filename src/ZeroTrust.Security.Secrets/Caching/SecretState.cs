namespace ZeroTrust.Security.Secrets;

/// <summary>How a secret stands.</summary>
/// <param name="IsThere">Whether there is a version in force.</param>
/// <param name="Failures">Calls that failed, in a row.</param>
/// <param name="SinceSuccess">How long ago the store last confirmed it; since the beginning where it never did.</param>
/// <param name="IsLate">Whether the store should have confirmed it since.</param>
/// <param name="Outcome">How the last call that failed did.</param>
/// <param name="Problem">Why the last call failed; null where it did not.</param>
internal sealed record SecretState(bool IsThere, int Failures, TimeSpan SinceSuccess, bool IsLate, SecretOutcome Outcome, string? Problem);
