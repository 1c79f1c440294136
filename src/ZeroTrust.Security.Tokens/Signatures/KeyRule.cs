using ZeroTrust.Security.Tokens.Compact;
using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Signatures;

/// <summary>
/// Finds the key of a token among its issuer's and verifies the signature with it. The key's algorithm and the header's must be one
/// (RFC 7517 §4.4). Without <c>kid</c> only keys of the header's algorithm are tried, and only a few of them.
/// </summary>
internal static class KeyRule
{
    /// <summary>The most keys tried for a token without <c>kid</c>: what one token may cost.</summary>
    public const int MaxTries = 4;

    private const int ShortKeyId = 64;

    public static TokenFailure Check(in JoseHeader header, SignatureAlgorithm algorithm, IssuerKeySet keys, in CompactBytes token)
    {
        if (!header.KeyId.Exists)
        {
            return TryKeysOf(algorithm, keys, token);
        }

        // Room is cleared before it is used, and nearly every kid is short.
        var keyId = header.KeyId.Raw.Length <= ShortKeyId ? stackalloc char[ShortKeyId] : stackalloc char[JoseHeader.MaxKeyIdBytes];
        var key = header.KeyId.TryCopyTo(keyId, out var length) ? keys.Find(keyId[..length]) : null;
        if (key is null)
        {
            return TokenFailure.KeyUnknown;
        }

        return key.Algorithm != algorithm ? TokenFailure.KeyMismatch
            : key.Verify(token.SigningInput, token.Signature) ? TokenFailure.None
            : TokenFailure.SignatureInvalid;
    }

    private static TokenFailure TryKeysOf(SignatureAlgorithm algorithm, IssuerKeySet keys, in CompactBytes token)
    {
        var tries = 0;
        for (var i = 0; i < keys.Keys.Count && tries < MaxTries; i++)
        {
            var key = keys.Keys[i];
            if (key.Algorithm != algorithm)
            {
                continue;
            }

            tries++;
            if (key.Verify(token.SigningInput, token.Signature))
            {
                return TokenFailure.None;
            }
        }

        return tries == 0 ? TokenFailure.KeyUnknown : TokenFailure.SignatureInvalid;
    }
}
