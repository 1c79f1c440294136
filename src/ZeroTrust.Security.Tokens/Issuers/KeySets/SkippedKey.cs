namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>A key of a key set that is not used, for the operator.</summary>
/// <param name="KeyId">Its <c>kid</c>, cleaned and cut.</param>
/// <param name="Reason">Why.</param>
internal readonly record struct SkippedKey(string KeyId, string Reason);
