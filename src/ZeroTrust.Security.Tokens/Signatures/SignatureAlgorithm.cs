namespace ZeroTrust.Security.Tokens.Signatures;

/// <summary>The signature algorithms this library verifies (RFC 7518 §3.1). There is no member for <c>none</c> or for HMAC.</summary>
internal enum SignatureAlgorithm
{
    RS256 = 0,
    RS384 = 1,
    RS512 = 2,
    PS256 = 3,
    PS384 = 4,
    PS512 = 5,
    ES256 = 6,
    ES384 = 7,
    ES512 = 8,
}
