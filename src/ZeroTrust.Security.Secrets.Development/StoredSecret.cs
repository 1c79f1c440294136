namespace ZeroTrust.Security.Secrets.Development;

/// <summary>One secret as it is kept.</summary>
/// <param name="Version">Another one with each change.</param>
/// <param name="ChangedAt">When that was.</param>
/// <param name="Values">The encrypted values by field; the one without a name is the whole.</param>
internal sealed record StoredSecret(string Version, DateTimeOffset ChangedAt, IReadOnlyDictionary<string, string> Values);
