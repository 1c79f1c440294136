using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Validation;

/// <summary>What a token that passed every check so far is waiting for.</summary>
/// <param name="Issuer">Whose key; null when nothing is missing.</param>
/// <param name="KeyId">The <c>kid</c>; null for a token without one.</param>
/// <param name="Seen">The keys it was not among; null when there were none.</param>
internal readonly record struct MissingKey(Issuer? Issuer, string? KeyId, IssuerKeySet? Seen);
