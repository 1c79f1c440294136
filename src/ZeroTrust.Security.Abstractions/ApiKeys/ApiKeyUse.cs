namespace ZeroTrust.Security;

/// <summary>That a version of an API key was taken. Immutable.</summary>
/// <param name="KeyId">The key.</param>
/// <param name="PublicId">The version.</param>
/// <param name="UsedAt">When, UTC; coarse.</param>
public sealed record ApiKeyUse(string KeyId, string PublicId, DateTimeOffset UsedAt);
