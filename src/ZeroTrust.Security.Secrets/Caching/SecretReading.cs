namespace ZeroTrust.Security.Secrets;

/// <summary>What came of one call.</summary>
/// <param name="Secret">What was asked for.</param>
/// <param name="Taking">What became of the version; null where there was none.</param>
/// <param name="Problem">Why the call failed; null where it did not.</param>
/// <param name="FailuresBefore">Failures in a row before it.</param>
/// <param name="Version">What is in force.</param>
/// <param name="VersionBefore">What was in force before.</param>
internal sealed record SecretReading(SecretRef Secret, Taking? Taking, SecretResult? Problem, int FailuresBefore, string? Version, string? VersionBefore);
