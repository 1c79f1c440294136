namespace ZeroTrust.Security;

/// <summary>What a service publishes for those who verify its tokens, from one version of its ring. Immutable.</summary>
/// <param name="KeySet">The JWK Set (RFC 7517 §5): every key of the ring, public members only.</param>
/// <param name="Discovery">The document that names issuer and key set (OpenID Connect Discovery 1.0 §4.2, RFC 8414 §3.2).</param>
/// <param name="MaxAge">How long either may be kept: <c>ServiceTokens:KeyCacheTime</c>.</param>
public sealed record ServiceKeyDocuments(PublishedDocument KeySet, PublishedDocument Discovery, TimeSpan MaxAge);
