using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>A usable key of a key set, with what decides how long it is.</summary>
/// <param name="Key">Verifies signatures, or is encrypted to.</param>
/// <param name="Identity">Its <c>kid</c>, algorithm and RFC 7638 thumbprint: equal for two documents that publish the same key.</param>
/// <param name="Name">Its <c>kid</c> for the operator, cleaned and cut.</param>
/// <param name="EndsAt">When its certificate or the document says that it ends; null when nothing does.</param>
internal sealed record PublishedKey(KeySetKey Key, string Identity, string Name, DateTimeOffset? EndsAt);
