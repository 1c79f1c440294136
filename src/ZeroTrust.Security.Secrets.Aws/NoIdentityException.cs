namespace ZeroTrust.Security.Secrets.Aws;

/// <summary>There is no identity to sign with. It never leaves the package.</summary>
/// <param name="cause">What the SDK threw, of which the kind alone is told: its text may name roles and paths.</param>
internal sealed class NoIdentityException(Exception cause) : Exception($"There is no identity to ask Secrets Manager with ({cause.GetType().Name}).", cause);
