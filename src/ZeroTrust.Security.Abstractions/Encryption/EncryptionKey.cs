namespace ZeroTrust.Security;

/// <summary>The public key that another service publishes to be encrypted to (RFC 7517 §4.2, <c>use</c> <c>enc</c>). It verifies nothing. Immutable.</summary>
/// <param name="KeyId">Its <c>kid</c>, which a message names.</param>
/// <param name="Algorithm">Its one algorithm (RFC 7518 §4.1): <c>ECDH-ES+A256KW</c> or <c>RSA-OAEP-256</c>.</param>
/// <param name="SubjectPublicKeyInfo">The key in DER (RFC 5280 §4.1.2.7): a point on P-256, or an RSA key of 2048 bits or more.</param>
public sealed record EncryptionKey(string KeyId, string Algorithm, ReadOnlyMemory<byte> SubjectPublicKeyInfo);
