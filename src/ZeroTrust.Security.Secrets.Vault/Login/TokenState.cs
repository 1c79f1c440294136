namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>How a token stands.</summary>
/// <param name="IsThere">Whether there is one.</param>
/// <param name="Left">What it has left; null without one, or where it has no end.</param>
/// <param name="Problem">Why there is none; null while there is one, and where none was needed yet.</param>
/// <param name="IsFailing">Whether it could not be renewed or replaced when that was due.</param>
internal sealed record TokenState(bool IsThere, TimeSpan? Left, string? Problem, bool IsFailing);
