namespace ZeroTrust.Security;

/// <summary>A version that a store keeps, without its value.</summary>
/// <param name="Version">What the store calls it; what <see cref="SecretRequest.Version"/> takes.</param>
/// <param name="CreatedAt">When it was made; null where the store does not say.</param>
public sealed record SecretVersionInfo(string Version, DateTimeOffset? CreatedAt = null);
